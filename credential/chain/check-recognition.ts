import type { Kind } from '../attestation/attestation.ts'
import type { Trust, TrustedIssuer } from '../verify/world.ts'
import type { KeyLookup } from './open-seal.ts'
import { type BodyRecognition, bodyRecognitionShape } from './payloads.ts'
import { type EndLookup, isWithin, type RecognitionFault, type RecognitionResult, readRecognition } from './recognition.ts'
import { failed, notChecked, passed, type Step } from './step.ts'

export interface CheckRecognitionInput {
  readonly issuer: string
  /** What others issue is an `open-badge`, or `other`: then only trust that is limited to no kind covers it. */
  readonly kind: Kind | 'open-badge' | 'other'
  /** Day of issue: the chain is walked as of then. */
  readonly issuedAt: Date
  /** Identifiers of what was achieved, for trust that is limited to some. */
  readonly achievements: readonly string[]
  /** Of an endorsement: what its issuer stands by. */
  readonly standsBy?: string
  /** DID of the ente titolare that the document names: who recognised the body, or nobody. */
  readonly titular?: string
  /** The recognition that the document staples. */
  readonly stapled?: string
  /** Set when the document names its recognition by digest, and it could not be had. */
  readonly isAuthorityMissing?: true
  readonly trust: Trust
  readonly key: KeyLookup
  readonly endOf: EndLookup
}

export interface Recognised {
  readonly step: Step
  /** Who vouches for the issuer: by name of the relying party's own configuration, or of the credential of an anchor. */
  readonly name?: string
  readonly anchor?: TrustedIssuer
  readonly credential?: BodyRecognition
}

/** May this issuer issue this, on that day? By the relying party's own word, or by that of an anchor that recognises others. */
export async function checkRecognition(input: CheckRecognitionInput): Promise<Recognised> {
  const { trust, issuer, issuedAt, standsBy } = input
  const own = trust.issuers.filter(
    (entry) => entry.id === issuer && (standsBy !== undefined || entry.kinds?.every((kind) => kind === 'recognition') !== true),
  )
  const fitting = own.filter((entry) => covers(entry, input))
  const current = fitting.find((entry) => isWithin({ ...entry, at: issuedAt }))
  if (current !== undefined) return { step: passed('recognition.passed', { name: current.name }), name: current.name }
  // The relying party's own limits go before whoever recognises the issuer elsewhere.
  if (fitting.length > 0) return { step: failed('recognition.trust-not-in-force'), name: fitting[0]?.name ?? issuer }

  const tokens = [...(input.stapled === undefined ? [] : [input.stapled]), ...(trust.recognitions ?? [])]
  const results: RecognitionResult<BodyRecognition>[] = []
  for (const token of tokens) {
    const result = await read(token, input)
    if ('recognised' in result) return underTitular(explain(result), input)
    results.push(result)
  }
  // A recognition of somebody else that the verifier happens to know says nothing about this issuer.
  const telling = results.find(
    (result, index) => (index === 0 && input.stapled !== undefined) || !('fault' in result) || result.fault !== 'other-entity',
  )
  if (telling !== undefined) return explain(telling)
  if (own.length === 0 && input.isAuthorityMissing) return { step: notChecked('recognition.unreachable', { cause: 'cose.authority' }) }
  return { step: own.length > 0 ? failed('recognition.out-of-scope') : notChecked('recognition.unknown-issuer') }
}

/** The act is done under the authority of the titolare, so only the one that recognised the body may be named (D.Lgs. 13/2013 art. 2). */
function underTitular(recognised: Recognised, { titular }: CheckRecognitionInput): Recognised {
  const { anchor } = recognised
  if (titular === undefined || anchor === undefined || anchor.id === titular) return recognised
  return { ...recognised, step: failed('recognition.other-titular', { by: anchor.name }) }
}

function covers({ kinds, achievements }: TrustedIssuer, { kind, achievements: achieved, standsBy }: CheckRecognitionInput): boolean {
  if (standsBy !== undefined) return kinds?.includes('recognition') ?? true
  if (kinds !== undefined && (kind === 'other' || !kinds.includes(kind))) return false
  return achievements === undefined || (achieved.length > 0 && achieved.every((id) => achievements.includes(id)))
}

function read(
  token: string,
  { issuer, kind, issuedAt, trust, key, endOf }: CheckRecognitionInput,
): Promise<RecognitionResult<BodyRecognition>> {
  return readRecognition({
    token,
    shape: bodyRecognitionShape,
    entity: issuer,
    inScope: ({ credentialSubject }) => credentialSubject.recognizedTo.some(({ kinds }) => kinds.some((allowed) => allowed === kind)),
    at: [issuedAt],
    issuers: trust.issuers,
    key,
    endOf,
  })
}

function explain(result: RecognitionResult<BodyRecognition>): Recognised {
  if (!('fault' in result)) {
    const { recognised, anchor } = result
    const name = recognised.credentialSubject.legalName
    return { step: passed('recognition.passed', { name, by: anchor.name }), name, anchor, credential: recognised }
  }
  const { fault, facts, read: credential, anchor } = result
  const step = cannotTell(fault) ? notChecked(`recognition.${fault}`, facts) : failed(`recognition.${fault}`, facts)
  if (anchor === undefined) return { step }
  return credential === undefined ? { step, anchor } : { step, anchor, credential, name: credential.credentialSubject.legalName }
}

/** Nobody said no: nobody could be asked, or nobody whom the relying party knows. */
export function cannotTell(fault: RecognitionFault): fault is 'unreachable' | 'anchor-unknown' {
  return fault === 'unreachable' || fault === 'anchor-unknown'
}
