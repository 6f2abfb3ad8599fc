import { parseShareLink, type ShareLink } from './open-share.ts'
import type { Received } from './received.ts'

/** What a scanned or pasted text turned out to be. */
export type ReadText =
  | { readonly kind: 'share'; readonly link: ShareLink }
  | { readonly kind: 'document'; readonly document: Received }
  | { readonly kind: 'wallet-only' }
  | { readonly kind: 'empty' }

/** Sorts a text by what can be done with it. A document's text is judged like its file; a wallet's own links are no documents. */
export function readText(text: string, origin: string): ReadText {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'empty' }
  const link = parseShareLink(trimmed, origin)
  if (link !== undefined) return { kind: 'share', link }
  if (/^(openid-credential-offer|openid4vp):/i.test(trimmed)) return { kind: 'wallet-only' }
  return { kind: 'document', document: { bytes: new TextEncoder().encode(trimmed) } }
}
