import { needsCommission } from '../attestation/index.ts'
import type { ChainLink } from '../verify/check.ts'
import type { Statement } from '../verify/statement.ts'
import type { Trust } from '../verify/world.ts'
import { checkDecision, type DecisionWalk } from './check-decision.ts'
import { checkRecognition, type Recognised } from './check-recognition.ts'
import { describeLinks } from './links.ts'
import type { KeyLookup } from './open-seal.ts'
import type { EndLookup } from './recognition.ts'

/** What a document states, as far as the chain has to bear it out, and who may be asked. */
export interface WalkChainInput
  extends Pick<
    Statement,
    | 'kind'
    | 'issuer'
    | 'issuedAt'
    | 'achievements'
    | 'authority'
    | 'isAuthorityMissing'
    | 'title'
    | 'place'
    | 'titular'
    | 'rulePack'
    | 'declared'
    | 'outcome'
    | 'outcomeDigests'
    | 'bindingFault'
    | 'standsBy'
    | 'stack'
  > {
  readonly trust: Trust
  readonly key: KeyLookup
  readonly endOf: EndLookup
}

export interface ChainWalk {
  readonly recognised: Recognised
  /** Absent for kinds that no commission decides. */
  readonly decision?: DecisionWalk
  readonly links: readonly ChainLink[]
}

/**
 * Walks Region → Chamber → commission → decision → body as of the date of issue (design.md §3), with what is stapled, from the
 * anchors that the relying party configured.
 */
export async function walkChain(input: WalkChainInput): Promise<ChainWalk> {
  const { kind, issuer, title, place } = input
  const recognised = await recognise(input)
  if (kind === 'open-badge' || kind === 'other' || title === undefined || place === undefined || !needsCommission(kind))
    return { recognised, links: describeLinks({ ...input, recognised }) }
  const decision = await checkDecision({ ...input, kind, title, place, issuer: issuer.id })
  return { recognised, decision, links: describeLinks({ ...input, recognised, decision }) }
}

/** A record of acts is recognised as all of them would be, were they released on its day; unless the relying party trusts its issuer for badges. */
async function recognise(input: WalkChainInput): Promise<Recognised> {
  const { kind, issuer, issuedAt, achievements, authority, isAuthorityMissing, titular, standsBy, stack, trust, key, endOf } = input
  const common = { issuer: issuer.id, issuedAt, trust, key, endOf }
  const known = titular === undefined ? {} : { titular: titular.id }
  const stapled = authority.body === undefined ? {} : { stapled: authority.body }
  const alone = await checkRecognition({
    ...common,
    kind,
    achievements,
    ...known,
    ...(standsBy === undefined ? {} : { standsBy }),
    ...(stack === undefined ? stapled : {}),
    ...(isAuthorityMissing === undefined ? {} : { isAuthorityMissing }),
  })
  if (stack === undefined || (alone.step.code !== 'recognition.unknown-issuer' && alone.step.code !== 'recognition.out-of-scope'))
    return alone
  let recognised = alone
  for (const act of stack) {
    recognised = await checkRecognition({ ...common, ...act, ...known, ...stapled })
    if (recognised.step.outcome !== 'passed') break
  }
  return recognised
}
