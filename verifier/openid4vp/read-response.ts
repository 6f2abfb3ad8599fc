import { compactDecrypt, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { CREDENTIAL_ID } from './query.ts'

/** What a wallet posts to `response_uri`, before anything in it is believed. */
export type WalletAnswer = { readonly kind: 'presentation'; readonly presentation: string } | { readonly kind: 'declined' }

const CONTENT_ENCRYPTIONS = ['A128GCM', 'A256GCM']

/**
 * Decrypts and takes apart a `direct_post.jwt` answer (OpenID4VP 1.0 §8.3). Nothing is verified yet but that it was made for
 * this session: encrypted to its key, with its state.
 *
 * @throws AttestaError `presentation.encryption`, `presentation.state`, `presentation.not-asked`, `presentation.malformed`
 */
export async function readResponse({ jwe, privateJwk, state }: { jwe: string; privateJwk: JWK; state: string }): Promise<WalletAnswer> {
  const answer = await decrypt(jwe, privateJwk)
  if (answer.state !== state) throw new AttestaError('presentation.state')
  // A wallet that refuses says so inside the same envelope (§8.5).
  if (answer.error !== undefined) return { kind: 'declined' }

  const token = answer.vp_token
  if (!isObject(token)) throw new AttestaError('presentation.malformed', { member: 'vp_token' })
  if (Object.keys(token).some((id) => id !== CREDENTIAL_ID)) throw new AttestaError('presentation.not-asked')

  const presentations = token[CREDENTIAL_ID]
  // §8.1: an array of exactly one, since the query does not say `multiple`.
  if (!Array.isArray(presentations) || presentations.length !== 1) throw new AttestaError('presentation.malformed', { member: 'vp_token' })
  const [presentation] = presentations
  if (typeof presentation !== 'string') throw new AttestaError('presentation.malformed', { member: 'vp_token' })
  return { kind: 'presentation', presentation }
}

async function decrypt(jwe: string, privateJwk: JWK): Promise<JsonObject> {
  try {
    const header = decodeProtectedHeader(jwe)
    if (header.kid !== privateJwk.kid) throw new AttestaError('presentation.encryption')
    const { plaintext } = await compactDecrypt(jwe, await importJWK(privateJwk, 'ECDH-ES'), {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: CONTENT_ENCRYPTIONS,
    })
    const value = parseStrictJson(plaintext)
    if (!isObject(value)) throw new AttestaError('presentation.malformed', { member: 'response' })
    return value
  } catch (cause) {
    if (cause instanceof AttestaError && cause.code.startsWith('presentation.')) throw cause
    throw new AttestaError('presentation.encryption', {}, { cause })
  }
}
