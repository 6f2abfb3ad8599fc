import type { Signer } from '../crypto/port.ts'
import { signCompact } from '../jose/index.ts'
import type { JsonObject } from '../json/index.ts'
import { PLAIN_CLAIMS, SD_JWT_VC } from './claims.ts'
import { openDisclosures } from './open.ts'
import { type Placement, placeDigests } from './place-digests.ts'
import { placeFlat } from './place-flat.ts'

export interface IssueSdJwtInput {
  /** The claims in plain. */
  readonly payload: JsonObject
  readonly disclosures: readonly Placement[]
  /** `typ` and `kid`; `alg` comes from the signer. */
  readonly header: JsonObject
  readonly signer: Signer
  /** Digests of nothing, put among the top-level ones so that their number says less (RFC 9901 §4.2.7). */
  readonly decoys?: readonly string[]
}

/**
 * Issues an SD-JWT (RFC 9901 §4, §6.1) with SHA-256 digests. Salts are the disclosures' own.
 *
 * @throws AttestaError `sd-jwt.*` when a verifier that keeps the rules would refuse the result
 */
export async function issueSdJwt({ payload, disclosures, header, signer, decoys = [] }: IssueSdJwtInput): Promise<string> {
  const plainOnly = header.typ === SD_JWT_VC ? PLAIN_CLAIMS : NONE
  const issued = placeFlat({ payload, placements: disclosures, decoys, plainOnly }) ?? place({ payload, disclosures, decoys, plainOnly })
  let text = await signCompact({ header, payload: issued, signer })
  for (const placement of disclosures) text += `~${('disclosure' in placement ? placement.disclosure : placement).encoded}`
  return `${text}~`
}

const NONE: ReadonlySet<string> = new Set()

type PlaceInput = Pick<IssueSdJwtInput, 'payload' | 'disclosures'> & {
  readonly decoys: readonly string[]
  readonly plainOnly: ReadonlySet<string>
}

function place({ payload, disclosures, decoys, plainOnly }: PlaceInput): JsonObject {
  const issued = placeDigests({ payload, placements: disclosures, decoys })
  // The verifier's own rules, before the signature: collisions, repetitions, claims that SD-JWT VC wants in plain.
  const all = disclosures.map((placement) => ('disclosure' in placement ? placement.disclosure : placement))
  openDisclosures({ payload: issued, disclosures: all, plainOnly })
  return issued
}
