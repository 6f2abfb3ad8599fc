import { AttestaError } from '../../credential/errors.ts'
import { parseCompact } from '../../credential/jose/index.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictText } from '../../credential/json/index.ts'
import { type CheckId, type VerificationResult, verifyDocument, type World } from '../../credential/verify/index.ts'

export interface Pushed {
  readonly form: 'json' | 'jws'
  readonly content: string
}

/** A badge that stood up to all that can be checked about it here, and what is to be shown of it. */
export interface JudgedBadge {
  readonly issuer: string
  readonly id: string
  readonly validFrom: Date
  /** Digest of the act, of a badge that renders one. */
  readonly renderingOf?: string
  readonly seen: SeenBadge
}

export interface SeenBadge {
  readonly title: string
  /** What the issuer calls itself: nobody here vouches for it. */
  readonly issuerSays: string
  readonly recipient: 'matches' | 'not-comparable'
  /** `none`: its issuer publishes none. */
  readonly status: 'passed' | 'not-checked' | 'none'
}

/** What must have been seen to be right. Recognition is not among them: badges of strangers are what this door is for, and are shown as such. */
const PROVEN: readonly CheckId[] = ['format', 'schema', 'proof', 'issuer-key']

/**
 * Verifies a badge that a platform hands in for a person: form, schema, proof, that the key is the issuer's, that it is neither revoked
 * nor expired, and that it does not name somebody else.
 *
 * @param known what we know of the person that a badge may have been issued to: e-mail address, codice fiscale, name
 * @throws AttestaError `badge-api.not-a-badge`, `badge-api.not-verified`, `badge-api.other-person`
 */
export async function judgePushed(
  { form, content }: Pushed,
  { known, world }: { known: readonly string[]; world: World },
): Promise<JudgedBadge> {
  const bytes = new TextEncoder().encode(content)
  let result = await compared({ bytes, known, world })
  const { credential } = result
  if (credential?.form !== 'open-badge') refuseFirst(result, 'badge-api.not-a-badge')
  refuseFirst(result)
  if (isOfAnother(result)) throw new AttestaError('badge-api.other-person')
  result = await askedAgain(result, { bytes, world })
  refuseFirst(result)
  const { checks } = result
  const { id, issuer } = identityOf(form === 'json' ? parseStrictText(content) : parseCompact(content).payload)
  if (credential === undefined || id === undefined || issuer !== credential.issuer.id) throw new AttestaError('badge-api.not-a-badge')
  const outcome = (check: CheckId) => checks.find((one) => one.id === check)?.outcome
  return {
    issuer,
    id,
    validFrom: new Date(credential.dates.validFrom ?? credential.dates.issued ?? world.now),
    ...(result.renderingOf === undefined ? {} : { renderingOf: result.renderingOf }),
    seen: {
      title: credential.title,
      issuerSays: credential.issuer.says,
      recipient: outcome('holder') === 'passed' ? 'matches' : 'not-comparable',
      status: statusOf(checks),
    },
  }
}

/** Whatever of the person the badge names decides: one that is theirs is enough, and where none is, one of somebody else is a no. */
async function compared({
  bytes,
  known,
  world,
}: {
  bytes: Uint8Array
  known: readonly string[]
  world: World
}): Promise<VerificationResult> {
  let kept: VerificationResult | undefined
  for (const recipient of known) {
    const result = await verifyDocument({ bytes, expect: { recipient } }, world)
    if (holderOf(result)?.outcome === 'passed') return result
    if (kept === undefined || isOfAnother(result)) kept = result
  }
  return kept ?? verifyDocument({ bytes }, world)
}

/**
 * A verifier asks no list of a stranger. Here the person let in whoever hands this in, and its issuer signed it: taken at its own word, its
 * lists are asked once, through the guarded fetch.
 */
async function askedAgain(result: VerificationResult, { bytes, world }: { bytes: Uint8Array; world: World }): Promise<VerificationResult> {
  const { id = '', says: name = '' } = result.credential?.issuer ?? {}
  const issuers = [{ id, name, kinds: ['open-badge' as const], from: '1970-01-01T00:00:00Z' }]
  const again = await verifyDocument({ bytes }, { ...world, trust: { ...world.trust, issuers } })
  return { ...again, checks: again.checks.map((check) => (check.id === 'holder' ? (holderOf(result) ?? check) : check)) }
}

function holderOf({ checks }: VerificationResult) {
  return checks.find(({ id }) => id === 'holder')
}

function statusOf(checks: VerificationResult['checks']): SeenBadge['status'] {
  const status = checks.find(({ id }) => id === 'status')
  if (status?.outcome === 'passed') return 'passed'
  return status?.code === 'status.none' ? 'none' : 'not-checked'
}

function isOfAnother({ checks }: VerificationResult): boolean {
  return checks.some(({ code }) => code === 'holder.other-recipient')
}

/** Names the check that stops it: whoever pushes must be able to mend it. */
function refuseFirst({ checks }: VerificationResult, otherwise?: 'badge-api.not-a-badge'): void {
  const failed = checks.find(
    ({ id, outcome }) => (outcome === 'failed' && id !== 'holder') || (PROVEN.includes(id) && outcome !== 'passed'),
  )
  if (failed !== undefined) throw new AttestaError('badge-api.not-verified', { check: failed.id, why: failed.code })
  if (otherwise !== undefined) throw new AttestaError(otherwise)
}

/** By these two are badges the same (Open Badges 3.0 §10). In a JWT of VCDM 1.1 the badge is in `vc`. */
function identityOf(document: JsonValue): { id?: string; issuer?: string } {
  if (!isObject(document)) return {}
  const badge: JsonObject = isObject(document.vc) ? document.vc : document
  const { id = document.jti, issuer } = badge
  const of = isObject(issuer) ? issuer.id : issuer
  return { ...(typeof id === 'string' ? { id } : {}), ...(typeof of === 'string' ? { issuer: of } : {}) }
}
