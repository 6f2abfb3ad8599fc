import type { Competence, LocalizedText, Outcome, Person, Qualification } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { type RulePack, rulePackOf } from '../rule-pack/rule-pack.ts'

/** What a case is from the first day on; what will be certified comes later. */
export interface CaseFile {
  readonly id: string
  readonly organisationId: string
  /** Name of the body: a number is one of its own, and others have the same. */
  readonly body: string
  readonly number: string
  readonly kind: string
  readonly state: CaseState
  /** Counted up by every change: whoever writes on an older one is told so (`case.stale`). */
  readonly version: number
  readonly personId: string
  readonly person: Person
  readonly competences: readonly { readonly id: string; readonly competence: Competence }[]
  readonly qualification: Qualification | undefined
  readonly profile: string | undefined
  readonly title: LocalizedText | undefined
  readonly sector: string | undefined
  readonly learning: Outcome['learning'] | undefined
  readonly assessment: Pick<Outcome['assessment'], 'type' | 'mode' | 'idVerification'> | undefined
  /** When the body assessed, as it planned it; of a case that came to the commission without, nobody knows. */
  readonly assessedAt: Date | undefined
  readonly province: string
  readonly rulePack: RulePack
  readonly demo: boolean
  /** Handed over by another body, and nobody here has taken it on yet. */
  readonly waiting: boolean
}

/** A case of which is known what was applied for: every case that a commission sees. */
export interface CaseRecord extends CaseFile {
  readonly profile: string
  readonly title: LocalizedText
  readonly sector: string
  readonly learning: Outcome['learning']
  readonly assessment: Pick<Outcome['assessment'], 'type' | 'mode' | 'idVerification'>
  readonly workloadHours: number | undefined
  readonly participationMode: NonNullable<Outcome['participationMode']> | undefined
  readonly qualityAssurance: string | undefined
}

interface Row {
  id: string
  organisation_id: string
  body: string
  number: string
  kind: string
  profile: string | null
  state: CaseState
  version: number
  title: LocalizedText | null
  person_id: string
  given_name: string
  family_name: string
  birth_date: string
  tax_code: string
  competences: { id: string; competence: Competence }[] | null
  qualification: Qualification | null
  /** A competence that was asked for was not validated: no longer can all of the profile be certified. */
  narrowed: boolean
  learning: Outcome['learning'] | null
  assessment: CaseRecord['assessment'] | null
  assessed_at: Date | null
  workload_hours: number | null
  participation_mode: NonNullable<Outcome['participationMode']> | null
  quality_assurance: string | null
  sector: string | null
  province: string
  rule_pack_id: string
  rule_pack_version: string
  demo: boolean
  handed_from: string | null
  taken_on_at: Date | null
}

const SELECT = `SELECT k.*, b.name AS body, (SELECT x.interview_at FROM case_plan x WHERE x.case_id = k.id) AS assessed_at, p.given_name, p.family_name, p.birth_date::text AS birth_date, p.tax_code,
       (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'competence', c.competence) ORDER BY c.position)
        FROM case_competence c WHERE c.case_id = k.id AND c.validated IS NOT FALSE) AS competences,
       EXISTS (SELECT 1 FROM case_competence c WHERE c.case_id = k.id AND c.validated IS FALSE) AS narrowed
     FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id WHERE k.id = $1`

/**
 * Reads a case that a commission may see and keeps others from changing it until the transaction ends.
 *
 * @throws AttestaError `case.unknown`, also for a case that exists elsewhere: other organisations' ids tell nothing;
 *   `case.stale` when somebody changed it after `version` was read; `case.not-applied` for one of which nobody knows yet what will be certified
 */
export async function lockCase(
  caseId: string,
  tx: Transaction,
  scope: { organisationId?: string; version?: number | undefined } = {},
): Promise<CaseRecord> {
  const record = recordOf(await lockedRows(caseId, tx), scope)
  requireVersion(record, scope.version)
  return record
}

/** The same, only to look at. */
export async function readCaseRecord(caseId: string, db: Pick<Transaction, 'rows'>): Promise<CaseRecord> {
  return recordOf(await db.rows<Row>(SELECT, [caseId]), {})
}

/**
 * Reads a case at any stage, for the body that runs it.
 *
 * @throws AttestaError `case.unknown`; `case.stale` when somebody changed it after `version` was read
 */
export async function lockFile(
  { caseId, organisationId, version }: { caseId: string; organisationId: string; version?: number | undefined },
  tx: Transaction,
): Promise<CaseFile> {
  const [row] = await lockedRows(caseId, tx)
  const file = fileOf(row, { organisationId })
  requireVersion(file, version)
  return file
}

/** The same, only to look at. */
export async function readFile(
  { caseId, organisationId }: { caseId: string; organisationId: string },
  db: Pick<Transaction, 'rows'>,
): Promise<CaseFile> {
  const [row] = await db.rows<Row>(SELECT, [caseId])
  return fileOf(row, { organisationId })
}

/** Locked before it is read: what is read together with a lock that had to be waited for, competences or person, is as it stood before. */
async function lockedRows(caseId: string, tx: Transaction): Promise<Row[]> {
  await tx.rows('SELECT id FROM ivc_case WHERE id = $1 FOR UPDATE', [caseId])
  return tx.rows<Row>(SELECT, [caseId])
}

function requireVersion(file: CaseFile, version: number | undefined): void {
  if (version !== undefined && version !== file.version) throw new AttestaError('case.stale')
}

function recordOf([row]: readonly Row[], scope: { organisationId?: string }): CaseRecord {
  const { profile, title, sector, learning, assessment, ...file } = fileOf(row, scope)
  if (row === undefined || profile === undefined || title === undefined || sector === undefined) throw new AttestaError('case.not-applied')
  if (learning === undefined || assessment === undefined) throw new AttestaError('case.not-applied')
  return {
    ...file,
    profile,
    title,
    sector,
    learning,
    assessment,
    workloadHours: row.workload_hours ?? undefined,
    participationMode: row.participation_mode ?? undefined,
    qualityAssurance: row.quality_assurance ?? undefined,
  }
}

function fileOf(row: Row | undefined, { organisationId }: { organisationId?: string }): CaseFile {
  if (row === undefined || (organisationId !== undefined && row.organisation_id !== organisationId)) throw new AttestaError('case.unknown')
  return {
    id: row.id,
    organisationId: row.organisation_id,
    body: row.body,
    number: row.number,
    kind: row.kind,
    profile: row.profile ?? undefined,
    state: row.state,
    version: row.version,
    title: row.title ?? undefined,
    personId: row.person_id,
    person: { givenName: row.given_name, familyName: row.family_name, birthDate: row.birth_date, taxCode: row.tax_code },
    competences: row.competences ?? [],
    qualification: row.qualification === null ? undefined : { ...row.qualification, partial: row.qualification.partial || row.narrowed },
    learning: row.learning ?? undefined,
    assessment: row.assessment ?? undefined,
    assessedAt: row.assessed_at ?? undefined,
    sector: row.sector ?? undefined,
    province: row.province,
    rulePack: rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version }),
    demo: row.demo,
    waiting: row.handed_from !== null && row.taken_on_at === null,
  }
}
