import type { LocalizedText, Qualification } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'
import { composeTitle } from '../steps/compose-title.ts'

interface Row {
  readonly id: string
  readonly title: LocalizedText
  readonly qualification: Qualification
}

/**
 * Titles of those among these cases of which only a part of the profile was asked for, validated or certified: what they lead to must not
 * be called by the profile's name, before the act as little as on it (domain.md §7.10). The others keep the title that they have.
 */
export async function titlesInPart(caseIds: readonly string[], db: Pick<Database, 'rows'>): Promise<ReadonlyMap<string, LocalizedText>> {
  const rows = await db.rows<Row>(
    `SELECT k.id, k.title, k.qualification FROM ivc_case k WHERE k.id = ANY ($1) AND k.title IS NOT NULL AND k.qualification IS NOT NULL AND (
       k.qualification->'partial' = 'true'
       OR EXISTS (SELECT 1 FROM case_competence c WHERE c.case_id = k.id AND c.validated IS FALSE)
       OR EXISTS (SELECT 1 FROM decision_outcome d WHERE d.case_id = k.id AND d.outcome #> '{qualification,partial}' = 'true'))`,
    [caseIds],
  )
  return new Map(
    rows.map(({ id, title, qualification }) => [
      id,
      composeTitle({ title, outcome: { qualification: { ...qualification, partial: true } } }),
    ]),
  )
}
