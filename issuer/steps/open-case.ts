import { randomUUID } from 'node:crypto'
import type { Competence, LocalizedText, Outcome, Person, Qualification } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { requireTaxCode } from '../person/require-tax-code.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { rulePackInForce } from '../rule-pack/rule-pack.ts'
import type { CaseRecord } from './lock-case.ts'
import { moveCase } from './move-case.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface OpenCaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly person: Person & { readonly email?: string }
  readonly profile: string
  readonly title: LocalizedText
  readonly qualification?: Qualification
  readonly competences: readonly Competence[]
  readonly learning: Outcome['learning']
  readonly assessment: CaseRecord['assessment']
  readonly workloadHours?: number
  readonly participationMode?: NonNullable<Outcome['participationMode']>
  readonly qualityAssurance?: string
  readonly sector: string
  readonly province: string
  /** Documents already in the file: class and title. */
  readonly documents: readonly { readonly class: string; readonly title: string }[]
  readonly demo: boolean
}

/**
 * Opens a case with its dossier ready: the earlier phases (accoglienza, individuazione, domanda) are recorded as documents.
 * The repertory release and the rule pack are frozen now (domain.md §2.3). Competences of regulated figures are refused.
 */
export async function openCase(input: OpenCaseInput, { db, now }: World): Promise<{ id: string; number: string }> {
  const { actor, idempotencyKey: key, person } = input
  const request = { organisationId: actor.organisation.id, key, action: 'open-case', input: { ...input, actor: undefined } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const rules = rulePackInForce(dayInRome(at))

    requireThat(actor.role === 'officer', 'case.not-allowed', { role: actor.role })
    requireTaxCode(person)
    requireThat(input.competences.length > 0, 'case.no-competence')
    const excluded = input.competences.find((competence) => rules.exclusions.sections.includes(competence.repertory.section))
    requireThat(excluded === undefined, 'case.excluded-section', { section: excluded?.repertory.section ?? '' })

    const personId = await keepPerson(input, tx)
    const year = at.getUTCFullYear()
    const counter = await nextNumber({ organisationId: actor.organisation.id, series: rules.numbering.case.series, year }, tx)
    const number = formatNumber({ rule: rules.numbering.case, year, counter })
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO ivc_case (id, organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment,
         workload_hours, participation_mode, quality_assurance, sector, province, state, rule_pack_id, rule_pack_version, demo, created_at)
       VALUES ($1, $2, $3, $4, 'certificato', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'dossier_pronto', $15, $16, $17, $18)`,
      [
        id,
        actor.organisation.id,
        number,
        personId,
        input.profile,
        input.title,
        input.qualification ?? null,
        input.learning,
        input.assessment,
        input.workloadHours ?? null,
        input.participationMode ?? null,
        input.qualityAssurance ?? null,
        input.sector,
        input.province,
        rules.id,
        rules.version,
        input.demo,
        at,
      ],
    )
    await tx.rows(
      `INSERT INTO case_competence (organisation_id, case_id, position, competence)
       SELECT $1, $2, ordinality, competence FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS c (competence, ordinality)`,
      [actor.organisation.id, id, JSON.stringify(input.competences)],
    )
    await tx.rows(
      `INSERT INTO case_document (organisation_id, case_id, class, title, dated)
       SELECT $1, $2, d.class, d.title, $4 FROM jsonb_to_recordset($3::jsonb) AS d (class text, title text)`,
      [actor.organisation.id, id, JSON.stringify(input.documents), dayInRome(at)],
    )
    await moveCase({ record: { id, organisationId: actor.organisation.id }, state: 'dossier_pronto', at, by: actor.accountId }, tx)
    tx.audit({ organisationId: actor.organisation.id, action: 'case.opened', actor: actor.accountId, subject: id, facts: { number } })
    return { id, number }
  })
}

/** The person is known by their tax code, however it is spelt: a homocodic code does not make a second person. */
async function keepPerson({ actor, person, demo }: OpenCaseInput, tx: Transaction): Promise<string> {
  const { organisation } = actor
  const inserted = await tx.row<{ id: string }>(
    `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, email, demo)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organisation_id, tax_code_key) DO NOTHING RETURNING id`,
    [organisation.id, person.givenName, person.familyName, person.birthDate, person.taxCode, person.email ?? null, demo],
  )
  if (inserted !== undefined) return inserted.id
  const known = await tx.row<{ id: string; given_name: string; family_name: string }>(
    'SELECT id, given_name, family_name FROM person WHERE organisation_id = $1 AND tax_code_key = attesta_tax_code_key($2)',
    [organisation.id, person.taxCode],
  )
  requireThat(known !== undefined && known.given_name === person.givenName && known.family_name === person.familyName, 'person.other-name')
  return known.id
}
