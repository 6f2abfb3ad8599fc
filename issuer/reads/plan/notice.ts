import { dayInRome } from '../../../credential/time.ts'
import type { Waiting } from './waiting.ts'

export interface Notice {
  /** How many days before a sitting whoever is called knows of it at least. */
  readonly days: number
  /** The first day on which a sitting can be proposed, `YYYY-MM-DD`. */
  readonly from: string
  /** Whether nobody has read an act that says so. */
  readonly workingDefault: boolean
}

/** The longest notice that the rules of those who wait ask for: one plan is for all of them. */
export function noticeOf({ waiting, at }: { waiting: readonly Pick<Waiting, 'rulePack'>[]; at: Date }): Notice {
  const rules = waiting.map(({ rulePack }) => rulePack.sitting)
  const days = rules.reduce((most, { noticeDays }) => Math.max(most, noticeDays), 0)
  const from = new Date(Date.parse(`${dayInRome(at)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  return { days, from, workingDefault: rules.some(({ noticeDays, origin }) => noticeDays === days && 'default' in origin) }
}
