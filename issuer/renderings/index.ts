import { edc } from './edc.ts'
import { openBadge } from './open-badge.ts'
import { pdf } from './pdf.ts'
import type { Rendering } from './rendering.ts'

/** Every form of a file, by the name under which it is asked for and noted. */
export const renderings = {
  'open-badge': openBadge,
  pdf,
  edc,
} as const satisfies Readonly<Record<string, Rendering>>

export type Form = keyof typeof renderings

export const FORMS = Object.keys(renderings) as [Form, ...Form[]]
