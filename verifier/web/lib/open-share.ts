import { decode } from '../../../credential/base64url.ts'
import { parseStrictJson } from '../../../credential/json/index.ts'
import { Problem, readProblem } from '../../../ui/problem.ts'
import { pageTrust } from './page-trust.ts'
import type { Received } from './received.ts'

/** A share link: the id that the server knows, the key that only the fragment holds (web.md §4.3). */
export interface ShareLink {
  readonly id: string
  readonly key: string
}

/** Longest life of a link, in seconds: the key binding inside may be as old as that. */
const LONGEST_LIFE = 90 * 24 * 3600

/** Recognises a share link of this verifier in a scanned or pasted text. */
export function parseShareLink(text: string, origin: string): ShareLink | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const id = /^\/c\/([A-Za-z0-9_-]{22})$/.exec(url.pathname)?.[1]
  const key = /^#([A-Za-z0-9_-]{43})$/.exec(url.hash)?.[1]
  return url.origin === origin && id !== undefined && key !== undefined ? { id, key } : undefined
}

/**
 * Fetches a share's ciphertext (which counts as one view) and decrypts it here. The audience and the nonce that the key
 * binding must name are those of the link itself, never what the plaintext says of itself.
 *
 * @throws Problem as the service says it (`share.expired`, `share.used-up`, …), or `share.key` when the fragment does not fit
 */
export async function openShare(link: ShareLink, origin: string): Promise<Received> {
  await pageTrust() // a view is not spent on a page that could not judge what it shows
  const response = await fetch(`/api/shares/${link.id}/view`, { method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!response.ok) throw await readProblem(response)
  const { ciphertext } = (await response.json()) as { ciphertext: string }
  const sealed = decode(ciphertext)
  const key = await crypto.subtle.importKey('raw', new Uint8Array(decode(link.key)), 'AES-GCM', false, ['decrypt'])
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.slice(0, 12) }, key, sealed.slice(12)).catch((cause: unknown) => {
    throw new Problem({ code: 'share.key' }, { cause })
  })
  const content = parseStrictJson(new Uint8Array(plain)) as { presentation: string }
  return {
    bytes: new TextEncoder().encode(content.presentation),
    mediaType: 'application/dc+sd-jwt',
    expect: { audience: `${origin}/c/${link.id}`, nonce: link.id, holderBinding: true, maxKeyBindingAge: LONGEST_LIFE },
  }
}
