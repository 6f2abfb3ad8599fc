import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

/** Mandates that an organisation was given and has not answered: they bind it, so they wait for a yes or a no. */
export async function mandateTasks({ actor, db, now }: { actor: Actor; db: Database; now: Date }) {
  const rows = await db.rows<{ id: string; body: string; act_number: string; statement: string }>(
    `SELECT m.id, b.name AS body, m.act_number, m.statement FROM edc_mandate m JOIN organisation b ON b.id = m.organisation_id
     WHERE m.mandatary_id = $1 AND m.valid_until > $2
       AND NOT EXISTS (SELECT 1 FROM edc_mandate_acceptance a WHERE a.mandate_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM edc_mandate_withdrawal w WHERE w.mandate_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM edc_mandate_refusal r WHERE r.mandate_id = m.id)
     ORDER BY m.created_at, m.id LIMIT 200`,
    [actor.organisation.id, now],
  )
  return rows.map(({ id, body, act_number, statement }) => ({
    id,
    verb: 'answer-mandate',
    person: body,
    title: `Rispondi al mandato di ${body}`,
    detail: `${act_number} · «${statement}»`,
    href: '/credenziale-europea',
  }))
}
