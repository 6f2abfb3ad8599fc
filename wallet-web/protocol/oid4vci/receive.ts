import type { Signer } from '../../../credential/crypto/port.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { readPublicJwk, thumbprint } from '../../../credential/jose/index.ts'
import { isObject } from '../../../credential/json/index.ts'
import { parseSdJwt } from '../../../credential/sd-jwt/index.ts'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import type { VerificationResult, VerifyInput } from '../../../credential/verify/check.ts'
import type { ProtocolWorld } from '../world.ts'
import { requestCredential } from './credential.ts'
import type { Form, IssuerMetadata, OfferedConfiguration } from './metadata.ts'
import type { CredentialOffer } from './offer.ts'

/** The configurations of an offer that this wallet can keep: one of each form, SD-JWT VC first. */
export function takeable({ offer, metadata }: { offer: CredentialOffer; metadata: IssuerMetadata }): readonly OfferedConfiguration[] {
  const offered = metadata.configurations.filter(({ id }) => offer.configurationIds.includes(id))
  const first = (form: Form) => offered.find((configuration) => configuration.form === form)
  const main = first('dc+sd-jwt')
  if (main === undefined) throw new AttestaError('receive.nothing-known')
  const badge = first('ldp_vc')
  return badge === undefined ? [main] : [main, badge]
}

export interface ReceiveInput {
  readonly metadata: IssuerMetadata
  readonly configurations: readonly OfferedConfiguration[]
  readonly token: string
  /** The fresh holder key of this document. */
  readonly signer: Signer
  readonly verify: (input: VerifyInput) => Promise<VerificationResult>
  readonly world: ProtocolWorld
}

/** What came, judged. Whether it is kept is decided by who called: an invalid one is not. */
export interface Received {
  readonly sdJwt: string
  readonly openBadge?: string
  readonly result: VerificationResult
}

/**
 * Fetches the document in each of its forms and verifies all of them; the forms must render one and the same attestation, and
 * the SD-JWT VC must be bound to our key.
 *
 * @throws AttestaError as `requestCredential`; `receive.other-key`, `receive.other-document`
 */
export async function receive({ metadata, configurations, token, signer, verify, world }: ReceiveInput): Promise<Received> {
  const [main, badge] = configurations
  if (main === undefined) throw new AttestaError('receive.nothing-known')
  const sdJwt = await requestCredential({ metadata, configuration: main, token, signer, world })
  if (typeof sdJwt !== 'string') throw new AttestaError('receive.credential-malformed')
  requireOurKey({ sdJwt, signer })
  const result = await verify({ bytes: new TextEncoder().encode(sdJwt), mediaType: 'application/dc+sd-jwt' })
  if (badge === undefined || result.verdict === 'invalid') return { sdJwt, result }

  const openBadge = JSON.stringify(await requestCredential({ metadata, configuration: badge, token, signer, world }))
  const other = await verify({ bytes: new TextEncoder().encode(openBadge), mediaType: 'application/vc+ld+json' })
  if (other.verdict === 'invalid') return { sdJwt, openBadge, result: other }
  // Its issuer's registry did not answer just now: which act it is of nobody knows, so it is not kept, and the document is.
  if (other.verdict === 'unverifiable' && actIdOf(other) === undefined) return { sdJwt, result }
  if (actIdOf(other) !== actIdOf(result)) throw new AttestaError('receive.other-document')
  return { sdJwt, openBadge, result }
}

function requireOurKey({ sdJwt, signer }: { sdJwt: string; signer: Signer }): void {
  const { cnf } = parseSdJwt(sdJwt).jws.payload
  const key = readPublicJwk(isObject(cnf) ? cnf.jwk : undefined)
  if (thumbprint(key) !== thumbprint(signer.publicJwk)) throw new AttestaError('receive.other-key')
}
