import type { Signer } from '../../credential/crypto/port.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { composeEndorsement } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'

export interface SealEndorsementInput {
  readonly recognitionId: string
  readonly region: { readonly did: string; readonly name: string }
  readonly entity: { readonly did: string; readonly name: string }
  readonly act: { readonly number: string; readonly date: string }
  readonly validFrom: Date
  readonly validUntil?: Date
  readonly signer: Signer
  readonly at: Date
}

/**
 * The Region stands by a body, in words that programs for Open Badges know. It says no more than the recognition does, and our own
 * verifier relies on that one: an endorsement is shown, with a verdict of its own.
 */
export async function sealEndorsement(input: SealEndorsementInput): Promise<JsonObject> {
  const { recognitionId, region, entity, act, validFrom, validUntil, signer, at } = input
  return signDocument({
    document: composeEndorsement({
      id: `urn:uuid:${recognitionId}#endorsement`,
      issuer: { id: region.did, legalName: region.name },
      about: entity.did,
      title: `Accreditamento di ${entity.name}`,
      comment: `${region.name} ha accreditato ${entity.name} con atto ${act.number} del ${act.date.split('-').reverse().join('/')}.`,
      validFrom,
      ...(validUntil === undefined ? {} : { validUntil }),
    }),
    suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${region.did}#${signer.kid}`,
    created: formatDateTime(at),
  })
}
