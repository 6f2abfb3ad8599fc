/// <reference types="vite/client" />

declare module 'virtual:attesta.css'

declare module 'virtual:attesta-messages' {
  import type { Messages } from '@lingui/core'
  export const languages: readonly string[]
  export function load(language: string): Promise<Messages>
}

declare module 'virtual:attesta-verdict-words' {
  import type { Messages } from '@lingui/core'
  export function load(language: string): Promise<Messages>
}

declare module 'virtual:attesta-catalogue' {
  import type { Messages } from '@lingui/core'
  export function load(language: string): Promise<{
    /** Code → sentence and, where there is one, the next step. */
    readonly sentences: Readonly<Record<string, readonly [Messages[string], Messages[string]?]>>
    readonly dated: typeof import('./dated.ts').dated
  }>
}
