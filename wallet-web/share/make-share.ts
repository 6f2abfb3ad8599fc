import { encode } from '../../credential/base64url.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Field } from '../disclosure/fields.ts'
import { present } from '../disclosure/present.ts'
import { requireAddress } from '../protocol/require-address.ts'
import { send } from '../protocol/send.ts'
import type { ProtocolWorld } from '../protocol/world.ts'
import { bytesOf, randomBytes } from '../storage/bytes.ts'

export interface MakeShareInput {
  readonly sdJwt: string
  readonly fields: readonly Field[]
  readonly signer: Signer
  /** Where links live: the verifier's address. */
  readonly verifierUrl: string
  readonly lifeSeconds: number
  readonly maxViews: number
  readonly world: ProtocolWorld
}

export interface Share {
  readonly id: string
  /** With the key in its fragment: whoever has it can read. */
  readonly link: string
  readonly endpoint: string
  readonly revokeToken: string
  readonly expiresAt: string
  readonly maxViews: number
}

/**
 * Leaves an encrypted copy of the chosen fields with the verifier (web.md §4.3). The key stays in the link's fragment, which no
 * server ever sees; the key binding inside names the link, so that a copy elsewhere is worth nothing.
 *
 * @throws AttestaError `share.not-made`, `wallet.unreachable`
 */
export async function makeShare({ sdJwt, fields, signer, verifierUrl, lifeSeconds, maxViews, world }: MakeShareInput): Promise<Share> {
  const id = encode(randomBytes(16))
  const key = encode(randomBytes(32))
  const revokeToken = encode(randomBytes(32))
  const now = world.now()
  const expiresAt = formatDateTime(new Date(now.getTime() + lifeSeconds * 1000))
  const audience = `${verifierUrl}/c/${id}`
  const presentation = await present({ sdJwt, fields, signer, audience, nonce: id, at: now })
  const ciphertext = await seal({ key, text: JSON.stringify({ v: 1, presentation, audience, nonce: id }) })
  const revokeHash = encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(revokeToken))))

  const endpoint = requireAddress(`${verifierUrl}/api/shares`, { code: 'share.not-made', world })
  const body = JSON.stringify({ id, ciphertext, expiresAt, maxViews, revokeHash })
  const answer = await send({ url: endpoint, method: 'POST', headers: { 'content-type': 'application/json' }, body, world })
  if (answer.status !== 201) throw new AttestaError('share.not-made')
  return { id, link: `${audience}#${key}`, endpoint: `${endpoint.href}/${id}`, revokeToken, expiresAt, maxViews }
}

async function seal({ key, text }: { key: string; text: string }): Promise<string> {
  const iv = randomBytes(12)
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt'])
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, new TextEncoder().encode(text)))
  const sealed = new Uint8Array(iv.length + ciphertext.length)
  sealed.set(iv)
  sealed.set(ciphertext, iv.length)
  return encode(sealed)
}
