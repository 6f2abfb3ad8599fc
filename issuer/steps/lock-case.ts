import type { Competence, LocalizedText, Outcome, Person, Qualification } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'
import { type RulePack, rulePackOf } from '../rule-pack/rule-pack.ts'

/** States of a case in the order of the law (domain.md §2.8); the prepared ones of the demo begin at `dossier_pronto`. */
export type CaseState =
  | 'accoglienza'
  | 'individuazione'
  | 'trasparenza_rilasciata'
  | 'domanda_presentata'
  | 'respinta'
  | 'dossier_pronto'
  | 'commissione_richiesta'
  | 'commissione_nominata'
  | 'esame_aperto'
  | 'verbale_firmato'
  | 'rilasciato'
  | 'non_certificata'
  | 'rinuncia'

export interface CaseRecord {
  readonly id: string
  readonly organisationId: string
  readonly number: string
  readonly kind: string
  readonly profile: string
  readonly state: CaseState
  readonly title: LocalizedText
  readonly personId: string
  readonly person: Person
  readonly competences: readonly { readonly id: string; readonly competence: Competence }[]
  readonly qualification: Qualification | undefined
  readonly learning: Outcome['learning']
  readonly assessment: Pick<Outcome['assessment'], 'type' | 'mode' | 'idVerification'>
  readonly workloadHours: number | undefined
  readonly participationMode: NonNullable<Outcome['participationMode']> | undefined
  readonly qualityAssurance: string | undefined
  readonly sector: string
  readonly province: string
  readonly rulePack: RulePack
  readonly demo: boolean
}

interface Row {
  id: string
  organisation_id: string
  number: string
  kind: string
  profile: string
  state: CaseState
  title: LocalizedText
  person_id: string
  given_name: string
  family_name: string
  birth_date: string
  tax_code: string
  competences: { id: string; competence: Competence }[]
  qualification: Qualification | null
  learning: Outcome['learning']
  assessment: CaseRecord['assessment']
  workload_hours: number | null
  participation_mode: NonNullable<Outcome['participationMode']> | null
  quality_assurance: string | null
  sector: string
  province: string
  rule_pack_id: string
  rule_pack_version: string
  demo: boolean
}

const SELECT = `SELECT k.*, p.given_name, p.family_name, p.birth_date::text AS birth_date, p.tax_code,
       (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'competence', c.competence) ORDER BY c.position)
        FROM case_competence c WHERE c.case_id = k.id) AS competences
     FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $1`

/**
 * Reads a case and keeps others from changing it until the transaction ends.
 *
 * @throws AttestaError `case.unknown`, also for a case that exists elsewhere: other organisations' ids tell nothing.
 */
export async function lockCase(caseId: string, tx: Transaction, scope: { organisationId?: string } = {}): Promise<CaseRecord> {
  const record = recordOf(await tx.rows<Row>(`${SELECT} FOR UPDATE OF k`, [caseId]))
  if (scope.organisationId !== undefined && record.organisationId !== scope.organisationId) throw new AttestaError('case.unknown')
  return record
}

/** The same, only to look at. */
export async function readCaseRecord(caseId: string, db: Pick<Transaction, 'rows'>): Promise<CaseRecord> {
  return recordOf(await db.rows<Row>(SELECT, [caseId]))
}

function recordOf([row]: readonly Row[]): CaseRecord {
  if (row === undefined) throw new AttestaError('case.unknown')
  return {
    id: row.id,
    organisationId: row.organisation_id,
    number: row.number,
    kind: row.kind,
    profile: row.profile,
    state: row.state,
    title: row.title,
    personId: row.person_id,
    person: { givenName: row.given_name, familyName: row.family_name, birthDate: row.birth_date, taxCode: row.tax_code },
    competences: row.competences,
    qualification: row.qualification ?? undefined,
    learning: row.learning,
    assessment: row.assessment,
    workloadHours: row.workload_hours ?? undefined,
    participationMode: row.participation_mode ?? undefined,
    qualityAssurance: row.quality_assurance ?? undefined,
    sector: row.sector,
    province: row.province,
    rulePack: rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version }),
    demo: row.demo,
  }
}
