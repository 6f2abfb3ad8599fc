import type { RulePack } from '../rule-pack/rule-pack.ts'

export type Relation = RulePack['commission']['incompatibleRelations'][number]

/** Something that the Chamber knows of an expert. Days are ISO dates; without an end it still holds. */
export type Tie = { readonly until?: string } & (
  | { readonly relation: Relation; readonly taxCodeKey: string }
  | { readonly relation: 'ente'; readonly bodyId: string }
)

export interface KnownExpert {
  readonly taxCodeKey: string
  readonly employerId?: string
  readonly ties: readonly Tie[]
}

export interface KnownCandidate {
  /** All that they have or had. */
  readonly taxCodeKeys: readonly string[]
  /** The body that presents them. */
  readonly bodyId: string
}

/** What stands between the two: data, so that it can be kept with an appointment and said in any language. */
export type Finding =
  | { readonly why: 'same-person' }
  | { readonly why: 'tie'; readonly relation: Relation; readonly until?: string }
  | { readonly why: 'presenting-body'; readonly until?: string }

export type Judged = { readonly verdict: 'free' } | { readonly verdict: 'blocks' | 'asks-reason'; readonly finding: Finding }

export interface JudgePairInput {
  readonly expert: KnownExpert
  readonly candidate: KnownCandidate
  readonly rules: Pick<RulePack['commission'], 'incompatibleRelations' | 'lookbackYears' | 'reasonYears' | 'presentingBody'>
  /** ISO date on which it is asked. */
  readonly day: string
}

const FREE: Judged = { verdict: 'free' }

/**
 * May this expert judge this person? D.Lgs. 13/2013 art. 7 c. 1 f asks for third, independent judges; what that means in years and
 * relations the rule pack says. The gravest thing found decides, and of two equal ones the more recent.
 */
export function judgePair({ expert, candidate, rules, day }: JudgePairInput): Judged {
  if (candidate.taxCodeKeys.includes(expert.taxCodeKey)) return { verdict: 'blocks', finding: { why: 'same-person' } }
  const found = [...expert.ties]
    .sort((one, other) => latest(other).localeCompare(latest(one)))
    .map((tie) => judgeTie({ tie, candidate, rules, day }))
  const employed = expert.employerId === candidate.bodyId ? judgeBody({}, rules) : FREE
  const all = [...found, employed]
  return all.find(({ verdict }) => verdict === 'blocks') ?? all.find(({ verdict }) => verdict === 'asks-reason') ?? FREE
}

const latest = ({ until }: Tie) => until ?? '9999-12-31'

function judgeTie({ tie, candidate, rules, day }: Omit<JudgePairInput, 'expert'> & { tie: Tie }): Judged {
  const { until } = tie
  const within = (years: number) => until === undefined || until > yearsBefore(day, years)
  const dated = until === undefined ? {} : { until }
  if (tie.relation === 'ente') {
    return tie.bodyId === candidate.bodyId && within(rules.lookbackYears) ? judgeBody(dated, rules) : FREE
  }
  if (!candidate.taxCodeKeys.includes(tie.taxCodeKey) || !rules.incompatibleRelations.includes(tie.relation)) return FREE
  const finding = { why: 'tie', relation: tie.relation, ...dated } as const
  if (within(rules.lookbackYears)) return { verdict: 'blocks', finding }
  return within(rules.reasonYears) ? { verdict: 'asks-reason', finding } : FREE
}

function judgeBody(dated: { until?: string }, { presentingBody }: JudgePairInput['rules']): Judged {
  return presentingBody === 'free' ? FREE : { verdict: presentingBody, finding: { why: 'presenting-body', ...dated } }
}

/** The same day of an earlier year; 29 February becomes the last day of the month. */
function yearsBefore(day: string, years: number): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const before = Number(year) - years
  const leap = before % 4 === 0 && (before % 100 !== 0 || before % 400 === 0)
  return `${String(before).padStart(4, '0')}-${month}-${month === '02' && date === '29' && !leap ? '28' : date}`
}
