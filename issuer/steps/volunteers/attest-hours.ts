import { elideDays } from '../../../credential/italian-days.ts'
import { dayInRome } from '../../../credential/time.ts'
import { nextNumber } from '../../db/next-number.ts'
import { requireTogether } from '../../volunteers/require-together.ts'
import { sayHours } from '../../volunteers/say-hours.ts'
import { readStanding, type VolunteeringRule, type Window } from '../../volunteers/standing.ts'
import type { DocumentContent } from '../document-content.ts'
import type { KnownPerson } from '../keep-person.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'
import { readVolunteer } from './read-volunteer.ts'

/**
 * On the person's request the body states their hours: of the months in which the rules were reached, else of those that end today. What
 * it says on its day stays so.
 *
 * @throws AttestaError `volunteer.unknown`, `volunteer.asked-later`, `volunteer.no-hours`, `volunteer.together-full`
 */
export async function attestHours(
  input: RegisterInput & {
    readonly volunteerId: string
    /** Calendar date on which the person asked. */
    readonly askedOn: string
  },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string; number: string }> {
  const { actor, askedOn } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.statement',
      input: { volunteerId: input.volunteerId, askedOn },
      work: async ({ organisationId, tx, at }) => {
        const today = dayInRome(at)
        requireThat(askedOn <= today, 'volunteer.asked-later')
        const { id: volunteerId, ids, person } = await readVolunteer({ organisationId, volunteerId: input.volunteerId }, tx)
        await requireUnchanged({ subjects: ids, organisationId, version: input.seen }, tx)
        const found = await readStanding({ organisationId, volunteerId, at }, tx)
        requireThat(found !== undefined, 'volunteer.unknown')
        const window = found.standing.reached ?? found.standing.recent
        requireThat(window.minutes > 0, 'volunteer.no-hours')
        await requireTogether(ids, tx)
        const activities = await tx.rows<Activity>(
          `SELECT h.activity, sum(h.minutes)::int AS minutes FROM volunteer_hours h WHERE h.volunteer_id = ANY ($1) AND h.reverses IS NULL
             AND h.from_day >= $2::date AND h.until_day <= $3::date AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)
           GROUP BY h.activity ORDER BY minutes DESC, h.activity`,
          [ids, window.from, window.until],
        )
        const year = Number(today.slice(0, 4))
        const number = `VOL-${year}-${String(await nextNumber({ organisationId, series: 'VOL', year }, tx)).padStart(5, '0')}`
        const content = contentOf({ person, window, rule: found.rule, askedOn, number, activities })
        const made = await tx.row<{ id: string }>(
          `INSERT INTO volunteer_statement (organisation_id, volunteer_id, number, asked_on, content, made_at, made_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
          [organisationId, volunteerId, number, askedOn, JSON.stringify(content), at, actor.accountId],
        )
        tx.audit({
          organisationId,
          action: 'volunteer.statement',
          actor: actor.accountId,
          subject: volunteerId,
          facts: { number, minutes: window.minutes },
        })
        return { id: made?.id ?? '', number }
      },
    },
    world,
  )
}

interface Activity {
  readonly activity: string
  readonly minutes: number
}

const day = (text: string) => text.split('-').reverse().join('/')

function contentOf({
  person,
  window,
  rule,
  askedOn,
  number,
  activities,
}: {
  person: KnownPerson
  window: Window
  rule: VolunteeringRule
  askedOn: string
  number: string
  activities: readonly Activity[]
}): DocumentContent {
  const name = `${person.givenName} ${person.familyName}`
  const reached = window.minutes >= rule.hours * 60
  const lines = (language: 'it' | 'en') =>
    activities.map(({ activity, minutes }) => `${activity}: ${sayHours(minutes, language)} ${language === 'it' ? 'ore' : 'hours'}`)
  return {
    it: [
      { heading: 'Persona', lines: [name, `Data di nascita: ${day(person.birthDate)}`, `Codice fiscale: ${person.taxCode}`] },
      {
        heading: 'Ore di volontariato',
        lines: [
          elideDays(`Dal ${day(window.from)} al ${day(window.until)}: ${sayHours(window.minutes, 'it')} ore.`),
          reached
            ? `Sono almeno le ${rule.hours} ore in ${rule.months} mesi da cui la persona può chiedere l'individuazione delle competenze (${rule.act}).`
            : `Sono meno delle ${rule.hours} ore in ${rule.months} mesi da cui la persona può chiedere l'individuazione delle competenze (${rule.act}).`,
        ],
      },
      { heading: 'Attività', lines: lines('it') },
      { heading: 'Richiesta', lines: [elideDays(`Rilasciata su richiesta della persona del ${day(askedOn)}. Numero ${number}.`)] },
    ],
    en: [
      { heading: 'Person', lines: [name, `Date of birth: ${day(person.birthDate)}`, `Tax code: ${person.taxCode}`] },
      {
        heading: 'Volunteering hours',
        lines: [
          `From ${day(window.from)} to ${day(window.until)}: ${sayHours(window.minutes, 'en')} hours.`,
          `${reached ? 'At least' : 'Fewer than'} the ${rule.hours} hours in ${rule.months} months from which the person may ask for their competences to be identified (${rule.act}).`,
        ],
      },
      { heading: 'Activities', lines: lines('en') },
      { heading: 'Request', lines: [`Given at the person's request of ${day(askedOn)}. Number ${number}.`] },
    ],
  }
}
