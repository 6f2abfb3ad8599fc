import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { composeCaseDocument } from '../../pdf/compose-case-document.ts'
import { documentContent } from '../../steps/document-content.ts'
import { requireThat } from '../../steps/require-that.ts'
import { requireRegister } from '../../steps/volunteers/change-register.ts'
import { documentFacts } from '../document-facts.ts'

/** A body of the third sector states hours: what somebody can do is attested by nobody yet (domain.md §1). */
const STANDING = {
  it: 'Dichiarazione di ore di volontariato: attesta le ore e nessuna competenza. Non è un certificato.',
  en: 'Statement of volunteering hours: it attests hours and no competence. It is not a certificate.',
}

/** A statement of hours as a tagged PDF. @throws AttestaError `volunteer.unknown` */
export async function readStatementFile(
  { actor, volunteerId, statementId }: { actor: Actor; volunteerId: string; statementId: string },
  db: Pick<Database, 'rows'>,
) {
  await requireRegister(actor, db)
  const [row] = await db.rows<{ number: string; content: unknown; at: Date; demo: boolean }>(
    `SELECT s.number, s.content, s.made_at AS at, p.demo FROM volunteer_statement s JOIN volunteer v ON v.id = s.volunteer_id
       JOIN person p ON p.id = v.person_id WHERE s.id = $1 AND s.volunteer_id IN (SELECT attesta_same_volunteer($2)) AND s.organisation_id = $3`,
    [statementId, volunteerId, actor.organisation.id],
  )
  requireThat(row !== undefined, 'volunteer.unknown')
  const office = actor.organisation.name
  const content = await composeCaseDocument({
    ...documentContent.parse(row.content),
    title: { it: 'Dichiarazione di ore di volontariato', en: 'Statement of volunteering hours' },
    office,
    standing: STANDING,
    facts: documentFacts({ class: 'ore-volontariato', office, at: row.at, number: row.number }),
    demo: row.demo,
    at: row.at,
  })
  return { name: `ore-volontariato-${row.number}.pdf`, mediaType: 'application/pdf', content }
}
