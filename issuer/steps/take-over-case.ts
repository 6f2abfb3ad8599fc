import { randomUUID } from 'node:crypto'
import type { Competence, LocalizedText, Outcome, Person, Qualification } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import { nextNumber } from '../db/next-number.ts'
import { requirePerson } from '../person/require-person.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { keepPerson } from './keep-person.ts'
import type { CaseRecord } from './lock-case.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface TakeOverInput {
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

/** The states that a case has behind it when it is taken over: it comes with a document of validation, ready for a commission. */
const BEHIND = [
  'accoglienza',
  'individuazione',
  'trasparenza_rilasciata',
  'domanda_presentata',
  'ammessa',
  'accertamento',
  'validazione_rilasciata',
] as const satisfies readonly CaseState[]

/**
 * Takes over a case whose earlier phases were run elsewhere, on paper or in another system: what they left is filed as documents, and
 * each of them stands in the case's history as taken over, by whoever answers for it. The repertory release and the rule pack are
 * frozen now (domain.md §2.3). Competences of regulated figures are refused.
 */
export async function takeOverCase(input: TakeOverInput, { db, now }: World): Promise<{ id: string; number: string }> {
  const { actor, idempotencyKey: key, person } = input
  const request = { organisationId: actor.organisation.id, key, action: 'take-over-case', input: { ...input, actor: undefined } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const rules = await rulesOfBody({ organisationId: actor.organisation.id, at }, tx)

    requireThat(actor.role === 'officer', 'case.not-allowed', { role: actor.role })
    requirePerson({ person, cardSeen: false, at })
    requireThat(input.competences.length > 0, 'case.no-competence')
    const excluded = input.competences.find((competence) => rules.exclusions.sections.includes(competence.repertory.section))
    requireThat(excluded === undefined, 'case.excluded-section', { section: excluded?.repertory.section ?? '' })

    const personId = await keepPerson({ organisationId: actor.organisation.id, person, demo: input.demo }, tx)
    const year = at.getUTCFullYear()
    const counter = await nextNumber({ organisationId: actor.organisation.id, series: rules.numbering.case.series, year }, tx)
    const number = formatNumber({ rule: rules.numbering.case, year, counter })
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO ivc_case (id, organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment,
         workload_hours, participation_mode, quality_assurance, sector, province, state, rule_pack_id, rule_pack_version, demo, created_at, changed_by)
       VALUES ($1, $2, $3, $4, 'certificato', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'validazione_rilasciata', $15, $16, $17, $18, $19)`,
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
        actor.accountId,
      ],
    )
    await tx.rows(
      `INSERT INTO case_competence (organisation_id, case_id, position, entry, competence)
       SELECT $1, $2, ordinality, coalesce(competence->>'code', competence->'name'->>'it'), competence FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS c (competence, ordinality)`,
      [actor.organisation.id, id, JSON.stringify(input.competences)],
    )
    await tx.rows(
      `INSERT INTO case_document (organisation_id, case_id, class, title, dated)
       SELECT $1, $2, d.class, d.title, $4 FROM jsonb_to_recordset($3::jsonb) AS d (class text, title text)`,
      [actor.organisation.id, id, JSON.stringify(input.documents), dayInRome(at)],
    )
    await tx.rows(
      `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
       SELECT $1, $2, state, $4, $5, 'take-over', $6, $7 FROM unnest($3::text[]) WITH ORDINALITY AS b (state, n) ORDER BY n`,
      [actor.organisation.id, id, BEHIND, at, actor.accountId, rules.id, rules.version],
    )
    tx.audit({ organisationId: actor.organisation.id, action: 'case.taken-over', actor: actor.accountId, subject: id, facts: { number } })
    return { id, number }
  })
}
