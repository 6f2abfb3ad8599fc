import { dayInRome } from '../../../credential/time.ts'
import { acceptImport } from '../../steps/volunteers/accept-import.ts'
import { loadImport } from '../../steps/volunteers/load-import.ts'
import type { World } from '../../steps/world.ts'
import { SAID } from '../../volunteers/import/parse-file.ts'
import { actorOf } from '../seed-organisations.ts'
import { type Chance, chance } from './chance.ts'
import { inventedCode, inventedName } from './invented.ts'

const MONTHS = 36
/** Of one file; more would be refused. */
const LINES = 4000
const FIRST_CODE = 900_000
const ACTIVITIES = ['Trasporto di persone anziane', 'Doposcuola', 'Raccolta alimentare', 'Cura del verde', 'Accoglienza allo sportello']

/**
 * The third-sector body of the small demo brings in its registers of three years, a line a month for each volunteer, by files as it would:
 * some help a little for years, some much for a while.
 *
 * @returns how many lines there are
 */
export async function seedRegister({ world, volunteers, now }: { world: World; volunteers: number; now: Date }): Promise<number> {
  const actor = await actorOf({ sub: 'officer-ets', role: 'officer' }, world.db)
  const dice = chance(3600)
  const rows = Array.from({ length: volunteers }, (_, index) => linesOf({ index, dice, now })).flat()
  const head = [SAID.taxCode, SAID.familyName, SAID.givenName, SAID.birthDate, SAID.from, SAID.hours, SAID.activity].join(';')
  for (let from = 0; from < rows.length; from += LINES) {
    const bytes = new TextEncoder().encode([head, ...rows.slice(from, from + LINES)].join('\r\n'))
    const { id: importId } = await loadImport({ actor, idempotencyKey: `large-register-${from}`, bytes }, world)
    await acceptImport({ actor, idempotencyKey: `large-register-taken-${from}`, importId, demo: true }, world)
  }
  return rows.length
}

function linesOf({ index, dice, now }: { index: number; dice: Chance; now: Date }): string[] {
  const { familyName, givenName } = inventedName(dice)
  const born = `${dice.between(1950, 2006)}-${String(dice.between(1, 12)).padStart(2, '0')}-15`
  const usual = dice.between(1, 9)
  return Array.from({ length: MONTHS }, (_, month) => {
    const day = dayInRome(new Date(now.getTime() - (month * 30 + dice.between(1, 28)) * 86_400_000))
    const hours = `${usual + dice.between(0, 3)},${dice.pick(['25', '5', '75'])}`
    return [inventedCode(FIRST_CODE + index), familyName, givenName, born, day, hours, dice.pick(ACTIVITIES)].join(';')
  })
}
