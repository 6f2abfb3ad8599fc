import { dayInRome } from '../time.ts'

/** Does an act bear a day by which it could grant what began then, and be sealed then? No act works before it is made. */
export function isActMade({ date, began, signedAt }: { date: string; began: Date; signedAt: Date }): boolean {
  return date <= dayInRome(began) && date <= dayInRome(signedAt)
}
