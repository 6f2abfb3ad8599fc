import { requireTogether } from '../../volunteers/require-together.ts'
import { readStanding } from '../../volunteers/standing.ts'
import { insertExperience } from '../dossier/keep-experience.ts'
import { type Reception, receive } from '../open-case.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'
import { readVolunteer } from './read-volunteer.ts'

/**
 * On the person's request a case for individuazione begins from the register: with their volunteering written down as an experience, for
 * the months in which the hours of the rules were reached.
 *
 * @throws AttestaError `volunteer.unknown`, `volunteer.not-reached`, `volunteer.case-open`, `volunteer.together-full`, `case.met-later`
 */
export async function openVolunteerCase(
  input: RegisterInput & {
    readonly volunteerId: string
    readonly reception: Reception
    readonly province: string
    readonly demo: boolean
  },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string; number: string }> {
  const { actor, reception, province, demo } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.case',
      input: { volunteerId: input.volunteerId, reception, province },
      work: async ({ organisationId, tx, at }) => {
        const { id: volunteerId, ids, person, personId } = await readVolunteer({ organisationId, volunteerId: input.volunteerId }, tx)
        await requireUnchanged({ subjects: ids, organisationId, version: input.seen }, tx)
        const found = await readStanding({ organisationId, volunteerId, at }, tx)
        const window = found?.standing.reached
        requireThat(window !== undefined, 'volunteer.not-reached')
        await requireTogether(ids, tx)
        const open = await tx.rows(
          `SELECT 1 FROM ivc_case WHERE person_id IN (SELECT t.id FROM person t JOIN person p ON p.id = $1
             WHERE coalesce(t.same_as, t.id) = coalesce(p.same_as, p.id) AND t.organisation_id = p.organisation_id) AND state IN ('accoglienza', 'individuazione', 'trasparenza_rilasciata')`,
          [personId],
        )
        requireThat(open.length === 0, 'volunteer.case-open')
        // Code and name were held against one another when the register took the person in: where they differ, somebody saw the card.
        const opened = await receive({ actor, person, cardSeen: true, reception, province, context: 'volontariato', demo, at }, tx)
        const told = await tx.rows<{ activity: string; first: string; last: string }>(
          `SELECT h.activity, (min(min(h.from_day)) OVER ())::text AS first,
             (max(max(h.until_day)) OVER ())::text AS last FROM volunteer_hours h WHERE h.volunteer_id = ANY ($1) AND h.reverses IS NULL
             AND h.from_day >= $2::date AND h.until_day <= $3::date AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)
           GROUP BY h.activity ORDER BY sum(h.minutes) DESC, h.activity LIMIT 50`,
          [ids, window.from, window.until],
        )
        const experience = {
          context: 'volontariato' as const,
          title: 'Volontariato',
          employer: actor.organisation.name,
          // The days on which they worked: the twelve months of the rule are not an experience.
          from: told[0]?.first ?? window.from,
          until: told[0]?.last ?? window.until,
          hours: Math.floor(window.minutes / 60),
          told: told.map(({ activity }) => activity).join('\n'),
        }
        const experienceId = await insertExperience({ organisationId, caseId: opened.id, experience }, tx)
        tx.audit({
          organisationId,
          action: 'volunteer.case',
          actor: actor.accountId,
          subject: volunteerId,
          facts: { caseId: opened.id, experienceId, minutes: window.minutes },
        })
        return opened
      },
    },
    world,
  )
}
