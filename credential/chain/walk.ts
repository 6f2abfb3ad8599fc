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
  const { kind, issuer, issuedAt, achievements, authority, isAuthorityMissing, title, place, titular, standsBy, trust, key, endOf } = input
  const recognised = await checkRecognition({
    issuer: issuer.id,
    kind,
    issuedAt,
    achievements,
    trust,
    key,
    endOf,
    ...(titular === undefined ? {} : { titular: titular.id }),
    ...(standsBy === undefined ? {} : { standsBy }),
    ...(authority.body === undefined ? {} : { stapled: authority.body }),
    ...(isAuthorityMissing === undefined ? {} : { isAuthorityMissing }),
  })
  if (kind === 'open-badge' || kind === 'other' || title === undefined || place === undefined || !needsCommission(kind))
    return { recognised, links: describeLinks({ ...input, recognised }) }
  const decision = await checkDecision({ ...input, kind, title, place, issuer: issuer.id })
  return { recognised, decision, links: describeLinks({ ...input, recognised, decision }) }
}
