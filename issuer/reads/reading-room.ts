import { AttestaError } from '../../credential/errors.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import { dateOf } from '../badge-api/date-of.ts'
import type { Database } from '../db/database.ts'
import { readCaseKey } from '../dossier/case-key.ts'
import { openEvidence } from '../dossier/evidence-file.ts'
import { markPicture } from '../dossier/mark-picture.ts'
import { sayInRome } from '../rome-time.ts'
import { rolesOfAppointing } from '../rule-pack/roles-of.ts'
import type { DocumentContent } from '../steps/document-content.ts'
import { DIFFERENCE } from '../steps/dossier/since-transparency.ts'
import { enterReadingRoom, type ReadingInput } from '../steps/enter-reading-room.ts'
import { readCaseFile } from './case-file.ts'
import type { EvidenceFile } from './evidence-file.ts'

interface Room {
  readonly db: Database
  readonly now: () => Date
}

/** The dossier as a member reads it: what was told, what shows it, how it was assessed and validated; nothing of the counter. */
export async function readDossier(input: ReadingInput, room: Room) {
  const { record, until } = await enterReadingRoom(input, room)
  const { experiences, supports, evidence, plan, validation } = await readCaseFile(record, room)
  const filed = await readFiled(record.id, room.db)
  const [note] = await room.db.rows<{ note: string | null }>('SELECT note FROM commission_request WHERE case_id = $1', [record.id])
  return {
    caseId: record.id,
    until: until.toISOString(),
    classes: record.rulePack.evidence,
    competences: record.competences.map(({ id, competence }) => ({ id, nameByLanguage: competence.name })),
    ...(note?.note && { note: note.note }),
    ...(filed && { filed }),
    experiences,
    supports,
    evidence,
    plan,
    validation,
  }
}

/** Which dossier this is: the one of the application, and where that says otherwise than the document of trasparenza, how. */
async function readFiled(caseId: string, db: Pick<Database, 'rows'>) {
  const [filed] = await db.rows<{ at: Date; content: DocumentContent | null }>(
    `SELECT a.filed_at AS at, d.content FROM case_application a LEFT JOIN case_document d ON d.case_id = a.case_id AND d.class = 'domanda'
     WHERE a.case_id = $1 ORDER BY d.created_at DESC NULLS LAST LIMIT 1`,
    [caseId],
  )
  if (filed === undefined) return undefined
  const [headingIt, headingEn] = DIFFERENCE
  const it = filed.content?.it.find(({ heading }) => heading === headingIt)?.lines ?? []
  const en = filed.content?.en.find(({ heading }) => heading === headingEn)?.lines ?? []
  return { at: filed.at.toISOString(), differences: it.map((line, index) => ({ it: line, en: en[index] ?? line })) }
}

/**
 * A piece of evidence, for a member. A picture is shown with who reads it across it: their role, the sitting and the moment, and nobody's
 * name. A PDF is as it was sent: no program here writes into a file of strangers.
 *
 * @throws AttestaError as the dossier; `evidence.unknown`, `evidence.erased`, `evidence.damaged`
 */
export async function readDossierEvidence(
  { evidenceId, ...input }: ReadingInput & { readonly evidenceId: string },
  { wrapping, ...room }: Room & { readonly wrapping: KeyWrapping },
): Promise<EvidenceFile> {
  const { record, sitting, at } = await enterReadingRoom({ ...input, evidenceId }, room)
  const [row] = await room.db.rows<{ title: string; media_type: string; erased: boolean; sealed: Buffer | null }>(
    `SELECT e.title, e.media_type, e.erased_at IS NOT NULL AS erased, f.sealed FROM case_evidence e
     LEFT JOIN case_evidence_file f ON f.evidence_id = e.id WHERE e.id = $1 AND e.case_id = $2`,
    [evidenceId, record.id],
  )
  if (row === undefined) throw new AttestaError('evidence.unknown')
  if (row.erased || row.sealed === null) throw new AttestaError('evidence.erased')
  const key = await readCaseKey(record.id, { db: room.db, wrapping })
  const { title, media_type: mediaType } = row
  const bytes = openEvidence({ key, evidenceId, sealed: row.sealed })
  if (!mediaType.startsWith('image/')) return { title, mediaType, bytes }
  const role = rolesOfAppointing(sitting.chamber.slug).find(({ id }) => id === sitting.me.role)?.it ?? sitting.me.role
  const mark = [
    `Sola lettura: ${role}`,
    `Commissione n. ${sitting.commission.actNumber}`,
    `Seduta del ${dateOf(sitting.openedAt ?? sitting.plannedAt, 'it')}`,
    `Aperta il ${sayInRome({ at, language: 'it' })}`,
  ]
  return { title, mediaType: 'image/svg+xml', bytes: markPicture({ bytes, mediaType, mark }) }
}
