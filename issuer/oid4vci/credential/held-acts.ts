import { AttestaError } from '../../../credential/errors.ts'
import { thumbprint } from '../../../credential/jose/index.ts'
import { parseSdJwt } from '../../../credential/sd-jwt/index.ts'
import { verifyKeyBinding } from '../../../credential/sd-jwt/key-binding.ts'
import type { Database } from '../../db/database.ts'
import { type StackedAct, stackedActs } from '../../learner-records/stacked-acts.ts'
import { ProtocolError } from '../protocol-error.ts'
import { refusal } from '../refusal.ts'

export interface HeldActsInput {
  /** SD-JWTs with a key binding each; what they disclose is not looked at. */
  readonly presentations: readonly string[]
  readonly nonce: string
  readonly audience: string
  readonly at: Date
}

export interface HeldActs {
  readonly organisation: { readonly id: string; readonly slug: string }
  readonly acts: readonly StackedAct[]
}

/**
 * The acts that somebody holds, each proven by the key that its copy was issued to: that key and that act stand together in our own books, so
 * whoever signs with it was given the act. Only what was proven is in the answer, and all of it must stack up: the person's other acts are not.
 *
 * @throws ProtocolError `invalid_proof`, `credential_request_denied`
 */
export async function heldActs({ presentations, nonce, audience, at }: HeldActsInput, db: Database): Promise<HeldActs> {
  const ids = new Set<string>()
  let organisation: HeldActs['organisation'] | undefined
  for (const presentation of presentations) {
    const { digest, key } = await proven({ presentation, nonce, audience, at })
    const [found] = await db.rows<{ id: string; organisationId: string; slug: string }>(
      `SELECT a.id, g.id AS "organisationId", g.slug FROM attestation a JOIN organisation g ON g.id = a.organisation_id
       WHERE a.digest = $1 AND EXISTS (SELECT 1 FROM rendering r WHERE r.attestation_id = a.id AND r.holder_thumbprint = $2)`,
      [digest, key],
    )
    if (found === undefined) throw new ProtocolError('invalid_proof', 'A copy was not issued here to the key that shows it')
    ids.add(found.id)
    organisation = { id: found.organisationId, slug: found.slug }
  }
  const [first] = ids
  if (first === undefined || organisation === undefined) throw new ProtocolError('invalid_proof', 'Nothing is shown')
  const acts = (await stackedActs({ attestationId: first }, db)).filter(({ id }) => ids.has(id))
  if (acts.length !== ids.size)
    throw new ProtocolError('credential_request_denied', 'These do not stack up, or one is no longer in force', {
      reason: refusal('badge.record-not-one'),
    })
  return { organisation, acts }
}

async function proven({
  presentation,
  nonce,
  audience,
  at,
}: Omit<HeldActsInput, 'presentations'> & { presentation: string }): Promise<{ digest: string; key: string }> {
  try {
    const parsed = parseSdJwt(presentation)
    const { payload } = parsed.jws
    const binding = await verifyKeyBinding({ parsed, payload, expected: { required: true, audience, nonce }, now: at, skew: 60 })
    const { attestation_digest: digest } = payload
    if (binding === undefined || typeof digest !== 'string') throw new AttestaError('sd-jwt.key-binding-missing')
    return { digest, key: thumbprint(binding.jwk) }
  } catch (cause) {
    if (cause instanceof AttestaError)
      throw new ProtocolError('invalid_proof', 'A copy is not shown by its key, for this request', { cause })
    throw cause
  }
}
