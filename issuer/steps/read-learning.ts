import type { Outcome } from '../../credential/attestation/attestation.ts'
import type { Transaction } from '../db/database.ts'

/** Work and life are informal, courses and placements with a project are non-formal (D.Lgs. 13/2013 art. 2 c. 1). */
const NON_FORMAL: ReadonlySet<string> = new Set(['tirocinio', 'servizio-civile', 'volontariato', 'formazione'])

/** How the person learnt, from the experiences of their dossier (D.Lgs. 13/2013 art. 6 c. 1, last point). */
export async function readLearning(caseId: string, db: Pick<Transaction, 'rows'>): Promise<Outcome['learning']> {
  const rows = await db.rows<{
    context: string
    title: string
    employer: string | null
    from_day: string | null
    until_day: string | null
    hours: number | null
  }>(`SELECT context, title, employer, from_day::text, until_day::text, hours FROM case_experience WHERE case_id = $1 ORDER BY position`, [
    caseId,
  ])
  return {
    setting: rows.some(({ context }) => NON_FORMAL.has(context)) ? 'non-formal' : 'informal',
    experiences: rows.map(({ title, employer, from_day, until_day, hours }) => ({
      title,
      ...(employer !== null && { organisation: employer }),
      ...(from_day !== null && { from: from_day }),
      ...(until_day !== null && { until: until_day }),
      ...(hours !== null && { hours }),
    })),
  }
}
