import type { Attestation, LocalizedText } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { composeTitle } from '../compose-title.ts'

export interface TitledAct {
  readonly kind: string
  readonly caseId: string | null
  readonly record: Pick<Attestation, 'outcome'>
}

/**
 * The title that an act takes from the repertory, as the case froze it with what was judged. Undefined where the title claims no judgement:
 * that of a document of trasparenza is the body's own words.
 */
export async function repertoryTitle(
  { kind, caseId, record: { outcome } }: TitledAct,
  db: Pick<Transaction, 'rows'>,
): Promise<LocalizedText | undefined> {
  if (kind === 'trasparenza') return undefined
  const [file] = await db.rows<{ title: LocalizedText | null }>('SELECT title FROM ivc_case WHERE id = $1', [caseId])
  return file?.title ? composeTitle({ title: file.title, outcome }) : undefined
}
