import type { Act } from '../../procedure/procedure.ts'
import type { Chance } from './chance.ts'

/** One act of a life, so many days after the one before. */
export interface Stage {
  readonly act: Act
  readonly days: number
}

/** What may end a case before its certificate, with how often it does; invented, so that every end of the procedure is met. */
const ENDS = {
  giveUpEarly: 0.06,
  conclude: 0.1,
  reject: 0.04,
  refuseValidation: 0.05,
  concludeValidated: 0.1,
  refuse: 0.04,
  annul: 0.02,
} as const

/** What becomes of one person: the acts in their order, each with the days that pass before it. */
export function lifeOf(dice: Chance): readonly Stage[] {
  const stages: Stage[] = [{ act: 'welcome', days: 0 }]
  const then = (act: Act, least: number, most: number) => stages.push({ act, days: dice.between(least, most) })
  const ends = (how: keyof typeof ENDS) => dice.happens(ENDS[how])

  then('begin-identification', 1, 10)
  if (ends('giveUpEarly')) return end('give-up', 10, 60)
  then('release-transparency', 7, 45)
  if (ends('conclude')) return end('conclude', 5, 40)
  then('file-application', 3, 30)
  if (ends('reject')) return end('reject', 10, 40)
  then('admit', 5, 30)
  then('plan-assessment', 3, 20)
  if (ends('refuseValidation')) return end('refuse-validation', 10, 40)
  then('release-validation', 7, 40)
  if (ends('concludeValidated')) return end('conclude', 5, 40)
  then('request-commission', 1, 20)
  then('appoint', 5, 30)
  // The sitting is held on the day for which the appointment convened it.
  then('open-sitting', 7, 21)
  if (ends('refuse')) return end('refuse-certificate', 0, 0)
  then('sign-minutes', 0, 0)
  then('release', 1, 25)
  if (ends('annul')) then('annul', 20, 90)
  return stages

  function end(act: Act, least: number, most: number): readonly Stage[] {
    then(act, least, most)
    return stages
  }
}
