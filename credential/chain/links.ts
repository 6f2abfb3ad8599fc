import type { DecisionRef } from '../attestation/attestation.ts'
import type { ChainLink, Outcome } from '../verify/check.ts'
import type { DecisionWalk } from './check-decision.ts'
import type { Recognised } from './check-recognition.ts'

export interface DescribeLinksInput {
  readonly issuer: { readonly id: string; readonly says: string }
  readonly titular?: { readonly id: string; readonly legalName: string }
  readonly declared?: DecisionRef
  readonly recognised: Recognised
  readonly decision?: DecisionWalk
}

/**
 * The stations, as the page draws them. `recognisedName` is given only where the seal that vouches for it held; what the document
 * merely says stands in `declaredName`.
 */
export function describeLinks({ issuer, titular, declared, recognised, decision }: DescribeLinksInput): ChainLink[] {
  const middle =
    decision === undefined ? [] : [chamberLink(decision, declared), commissionLink(decision, declared), decisionLink(decision, declared)]
  return [...regionLink({ titular, recognised }), ...middle, bodyLink({ issuer, recognised })]
}

function regionLink({ titular, recognised }: { titular: DescribeLinksInput['titular']; recognised: Recognised }): ChainLink[] {
  const { anchor, step } = recognised
  const id = anchor?.id ?? titular?.id
  if (id === undefined) return []
  const declaredName = titular?.id === id ? titular.legalName : undefined
  // An anchor whose recognition does not reach the body is still the Region that it is.
  const outcome: Outcome =
    anchor === undefined
      ? 'not-checked'
      : step.code === 'recognition.seal'
        ? 'failed'
        : step.code === 'recognition.unreachable'
          ? 'not-checked'
          : 'passed'
  return [link({ role: 'region', id, outcome, recognisedName: anchor?.name, declaredName })]
}

function chamberLink({ chamber, step }: DecisionWalk, declared: DecisionRef | undefined): ChainLink {
  const declaredName = declared?.chamber.legalName
  if (chamber !== undefined && !('fault' in chamber)) {
    const { credentialSubject, validFrom } = chamber.recognised
    const { id, legalName, act } = credentialSubject
    return link({ role: 'chamber', id, outcome: 'passed', recognisedName: legalName, declaredName, act, date: validFrom })
  }
  const outcome = chamber === undefined ? 'not-checked' : step.outcome
  return link({ role: 'chamber', id: declared?.chamber.id ?? '', outcome, declaredName })
}

function commissionLink({ chamber, appointment, step }: DecisionWalk, declared: DecisionRef | undefined): ChainLink {
  const id = appointment?.credentialSubject.id ?? declared?.commission.id ?? ''
  const vouched = step.outcome === 'passed' && chamber !== undefined && !('fault' in chamber)
  const { legalName, act, appointedAt } = appointment?.credentialSubject ?? {}
  return link({
    role: 'commission',
    id,
    outcome: outcomeAmong(step, COMMISSION_CODES),
    recognisedName: vouched ? legalName : undefined,
    declaredName: legalName,
    act,
    date: appointedAt,
  })
}

function decisionLink({ decision, step }: DecisionWalk, declared: DecisionRef | undefined): ChainLink {
  const minutes = decision?.credentialSubject.minutes ?? declared?.minutes
  return link({
    role: 'decision',
    id: decision?.id ?? '',
    outcome: step.outcome === 'failed' && COMMISSION_CODES.has(step.code) ? 'not-checked' : step.outcome,
    recognisedName: step.outcome === 'passed' ? minutes?.number : undefined,
    declaredName: minutes?.number,
    act: minutes,
    date: decision?.credentialSubject.satAt,
  })
}

function bodyLink({ issuer, recognised }: { issuer: DescribeLinksInput['issuer']; recognised: Recognised }): ChainLink {
  const { step, name, credential } = recognised
  return link({
    role: 'body',
    id: issuer.id,
    outcome: step.outcome,
    recognisedName: step.outcome === 'passed' ? name : undefined,
    declaredName: issuer.says,
    act: credential?.credentialSubject.act,
    date: credential?.validFrom,
    facts: step.facts,
  })
}

/** Refusals that are the commission's and not of its decision. */
const COMMISSION_CODES: ReadonlySet<string> = new Set([
  'decision.appointment-missing',
  'decision.other-chamber',
  'decision.other-commission',
  'decision.appointed-after-sitting',
  'decision.appointment-act-later',
  'decision.appointment-not-in-force',
  'decision.competence-not-assigned',
])

function outcomeAmong({ outcome, code }: DecisionWalk['step'], codes: ReadonlySet<string>): Outcome {
  if (outcome !== 'failed') return outcome
  return codes.has(code) ? 'failed' : 'not-checked'
}

type Given = { [K in keyof ChainLink]?: ChainLink[K] | undefined } & Pick<ChainLink, 'role' | 'id' | 'outcome'>

/** Members without a value are left out. */
function link({ facts = {}, ...members }: Given): ChainLink {
  const given = Object.entries(members).filter(([, value]) => value !== undefined)
  return { ...(Object.fromEntries(given) as Omit<ChainLink, 'facts'>), facts }
}
