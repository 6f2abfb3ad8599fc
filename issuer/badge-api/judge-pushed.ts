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
  /** By what it names the person: each agrees with what we know. */
  readonly agree?: readonly NamedBy[]
  /** Identities beside those, which nobody here could compare: a number of somebody else's register. */
  readonly open?: number
  /** `none`: its issuer publishes none. `ended`: asked again later, it was found revoked, suspended or expired. */
  readonly status: 'passed' | 'not-checked' | 'none' | 'ended'
  /** When its state was asked for the last time, where the first answer was none. */
  readonly askedAt?: string
}

export type NamedBy = 'name' | 'email' | 'tax-code'

/** What must have been seen to be right. Recognition is not among them: badges of strangers are what this door is for, and are shown as such. */
const PROVEN: readonly CheckId[] = ['format', 'schema', 'proof', 'issuer-key']

/**
 * Verifies a badge that a platform hands in for a person: form, schema, proof, that the key is the issuer's, that it is neither revoked
 * nor expired, and that it does not name somebody else. A list that cannot be reached is no "no": it is noted, and asked again (`askAgain`).
 *
 * @param known what we know of the person that a badge may have been issued to: e-mail address, codice fiscale, name
 * @throws AttestaError `badge-api.not-a-badge`, `badge-api.not-verified`, `badge-api.issuer-unreachable`, `badge-api.other-person`,
 *   `badge-api.identity-differs`
 */
export async function judgePushed(
  { form, content }: Pushed,
  { known, world }: { known: readonly string[]; world: World },
): Promise<JudgedBadge> {
  const bytes = new TextEncoder().encode(content)
  const first = await verifyDocument({ bytes, ...(known.length === 0 ? {} : { expect: { recipient: known.join('\n') } }) }, world)
  if (first.credential?.form !== 'open-badge') refuseFirst(first, 'badge-api.not-a-badge')
  refuseFirst(first)
  const { agree, open } = comparedIn(first)
  const result = await verifyTaken(content, { issuer: first.credential?.issuer, world })
  refuseFirst(result)
  const { credential } = result
  const { id, issuer } = identityOf(form === 'json' ? parseStrictText(content) : parseCompact(content).payload)
  if (credential === undefined || id === undefined || issuer !== credential.issuer.id) throw new AttestaError('badge-api.not-a-badge')
  return {
    issuer,
    id,
    validFrom: new Date(credential.dates.validFrom ?? credential.dates.issued ?? world.now),
    ...(result.renderingOf === undefined ? {} : { renderingOf: result.renderingOf }),
    seen: {
      title: credential.title,
      issuerSays: credential.issuer.says,
      recipient: agree.length > 0 ? 'matches' : 'not-comparable',
      agree,
      open,
      status: statusOf(result),
    },
  }
}

const NAMED_BY: readonly NamedBy[] = ['name', 'email', 'tax-code']

/**
 * All that can be compared must agree. What cannot is no refusal: the person let the platform in, and the page says that it was not compared.
 *
 * @throws AttestaError `badge-api.other-person`, `badge-api.identity-differs`
 */
function comparedIn({ checks }: VerificationResult): { agree: readonly NamedBy[]; open: number } {
  const holder = checks.find(({ id }) => id === 'holder')
  const { agree = '', differ = '', open = 0 } = holder?.facts ?? {}
  const agreed = NAMED_BY.filter((one) => String(agree).split(' ').includes(one))
  if (holder?.code !== 'holder.other-recipient') return { agree: agreed, open: Number(open) }
  throw agreed.length === 0
    ? new AttestaError('badge-api.other-person')
    : new AttestaError('badge-api.identity-differs', { differ: String(differ) })
}

/**
 * A verifier asks no list of a stranger. Here the person let in whoever hands this in, and its issuer signed it: taken at its own word, its
 * lists are asked once, through the guarded fetch.
 */
async function verifyTaken(
  content: string,
  { issuer, world }: { issuer: { readonly id: string; readonly says: string } | undefined; world: World },
): Promise<VerificationResult> {
  const issuers =
    issuer === undefined ? [] : [{ id: issuer.id, name: issuer.says, kinds: ['open-badge' as const], from: '1970-01-01T00:00:00Z' }]
  return verifyDocument({ bytes: new TextEncoder().encode(content) }, { ...world, trust: { ...world.trust, issuers } })
}

/** The state of a badge that was kept, today. */
export async function stateOf({ content }: Pick<Pushed, 'content'>, world: World): Promise<SeenBadge['status']> {
  const { credential } = await verifyDocument({ bytes: new TextEncoder().encode(content) }, world)
  return statusOf(await verifyTaken(content, { issuer: credential?.issuer, world }))
}

function statusOf({ checks }: VerificationResult): SeenBadge['status'] {
  if (checks.some(({ id, outcome }) => (id === 'status' || id === 'validity' || id === 'freshness') && outcome === 'failed')) return 'ended'
  const status = checks.find(({ id }) => id === 'status')
  if (status?.outcome === 'passed') return 'passed'
  return status?.code === 'status.none' ? 'none' : 'not-checked'
}

/**
 * Names the check that stops it: whoever pushes must be able to mend it. Where the registry of its issuer does not answer nothing is wrong with
 * the badge, and whoever pushes may try again.
 */
function refuseFirst({ checks }: VerificationResult, otherwise?: 'badge-api.not-a-badge'): void {
  const stopping = checks.filter(
    ({ id, outcome }) => (outcome === 'failed' && id !== 'holder') || (PROVEN.includes(id) && outcome !== 'passed'),
  )
  // What was not looked at because of another check says nothing itself.
  const stops = stopping.find(({ code }) => code !== 'check.skipped') ?? stopping[0]
  if (stops?.code === 'did.unreachable') throw new AttestaError('badge-api.issuer-unreachable')
  if (stops !== undefined) throw new AttestaError('badge-api.not-verified', { ...stops.facts, check: stops.id, why: stops.code })
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
