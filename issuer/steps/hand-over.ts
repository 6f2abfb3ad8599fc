import { randomUUID } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { requirePerson } from '../person/require-person.ts'
import { advance, type Reason } from '../procedure/advance.ts'
import { type CaseState, transitionOf } from '../procedure/procedure.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { copyEvidence } from './dossier/copy-evidence.ts'
import { DURING_DOSSIER } from './dossier/keep-experience.ts'
import { keepPerson } from './keep-person.ts'
import type { CaseFile } from './lock-case.ts'
import { readReceivers } from './read-receivers.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface HandOverInput extends FileInput {
  /** The body that carries on. */
  readonly bodyId: string
  readonly reason: Reason
  /** That the person was asked, and agreed: their data go to somebody else. */
  readonly agreed: boolean
}

/**
 * Hands a case over to another body, with the person's consent: there it stands where it stood here, with the same history and dossier,
 * and a number of theirs, and waits until somebody there takes it on. What was sealed here stays sealed by us. Evidence stays here, under
 * our key, while they may still ask the person for it; once the application froze the dossier it goes along, under theirs. It writes in the books of two bodies: `world` stands outside the second wall.
 *
 * @throws AttestaError `handover.same`, `handover.unknown`, `handover.not-agreed`, `handover.person-differs`, `case.*`
 */
export async function handOver(input: HandOverInput, world: World): Promise<{ id: string }> {
  const { actor, bodyId, reason, agreed } = input
  return changeFile(
    input,
    {
      action: 'hand-over',
      task: 'tutoring',
      during: transitionOf('hand-over').from,
      input: { bodyId, reason, agreed },
      work: async ({ file, tx, at }) => {
        requireThat(agreed, 'handover.not-agreed')
        requireThat(bodyId !== file.organisationId, 'handover.same')
        const receivers = await readReceivers({ organisationId: file.organisationId, at }, tx)
        requireThat(
          receivers.some(({ id }) => id === bodyId),
          'handover.unknown',
        )
        const id = await copyCase({ file, bodyId, reason: reason.text.trim(), at }, tx)
        if (takesEvidence(file.state)) await copyEvidence({ from: file.id, to: { caseId: id, organisationId: bodyId } }, { ...world, tx })
        await advance({ record: file, act: 'hand-over', actor, at, reason }, tx)
        await tx.rows('UPDATE ivc_case SET handed_to = $2 WHERE id = $1', [file.id, bodyId])
        tx.audit({
          organisationId: bodyId,
          action: 'case.received',
          actor: actor.accountId,
          subject: id,
          facts: { from: file.organisationId },
        })
        tx.outbox({ organisationId: bodyId, topic: 'case.received', payload: { caseId: id } })
        return { id }
      },
    },
    world,
  )
}

/** After the application nobody adds evidence any more: without what was brought until then nobody could assess, or examine. */
export const takesEvidence = (state: CaseState): boolean => state !== 'accoglienza' && !DURING_DOSSIER.some((writing) => writing === state)

async function copyCase(
  { file, bodyId, reason, at }: { file: CaseFile; bodyId: string; reason: string; at: Date },
  tx: Transaction,
): Promise<string> {
  const known = await tx.row<{
    email: string | null
    phone: string | null
    sex: 'F' | 'M' | null
    citizenship: string | null
    language: string | null
  }>('SELECT email, phone, sex, citizenship, language FROM person WHERE id = $1', [file.personId])
  const contact = Object.fromEntries(Object.entries(known ?? {}).filter(([, value]) => value !== null))
  const person = { ...file.person, ...contact }
  // What the letters of the code are was seen here; what the other body knows of this person is not ours to see.
  requirePerson({ person, cardSeen: true, at })
  const personId = await keepPerson({ organisationId: bodyId, person, demo: file.demo }, tx).catch((error: unknown) => {
    const differs = error instanceof AttestaError && (error.code === 'person.other-name' || error.code === 'person.other-birth-date')
    throw differs ? new AttestaError('handover.person-differs', {}, { cause: error }) : error
  })
  const year = Number(dayInRome(at).slice(0, 4))
  const rule = file.rulePack.numbering.case
  const number = formatNumber({ rule, year, counter: await nextNumber({ organisationId: bodyId, series: rule.series, year }, tx) })
  const id = randomUUID()
  await tx.rows(
    `INSERT INTO ivc_case (id, organisation_id, number, person_id, kind, profile, title, qualification, learning, assessment, workload_hours,
       participation_mode, quality_assurance, sector, province, learning_context, state, rule_pack_id, rule_pack_version, demo, handed_from,
       handed_from_body, handed_reason, created_at, updated_at)
     SELECT $2, $3, $4, $5, kind, profile, title, qualification, learning, assessment, workload_hours, participation_mode, quality_assurance,
       sector, province, learning_context, state, rule_pack_id, rule_pack_version, demo, id, organisation_id, $7, $6, $6 FROM ivc_case WHERE id = $1`,
    [file.id, id, bodyId, number, personId, at, reason],
  )
  // The history is theirs too, each row as it was: a case without its past could not go on (issuer/procedure).
  await tx.rows(
    `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
     SELECT $3, $2, state, at, by, act, rule_pack_id, rule_pack_version FROM case_transition WHERE case_id = $1 ORDER BY id`,
    [file.id, id, bodyId],
  )
  for (const copy of COPIES) await tx.rows(copy, [file.id, id, bodyId])
  return id
}

/** What was written down, row by row; ids are new, and what refers to them follows through the positions. */
const COPIES: readonly string[] = [
  `INSERT INTO case_reception SELECT $2, $3, met_on, channel, identified_with, assisted, interpreter, need, informed_at, note, recorded_by, recorded_at,
     by_card FROM case_reception WHERE case_id = $1`,
  `INSERT INTO case_experience (organisation_id, case_id, position, context, title, employer, from_day, until_day, hours, told, activities)
   SELECT $3, $2, position, context, title, employer, from_day, until_day, hours, told, activities FROM case_experience WHERE case_id = $1`,
  `INSERT INTO case_competence (organisation_id, case_id, position, entry, competence, validated)
   SELECT $3, $2, position, entry, competence, validated FROM case_competence WHERE case_id = $1`,
  `INSERT INTO case_support (case_id, organisation_id, competence_id, experience_id, strength, note)
   SELECT $2, $3, nc.id, ne.id, s.strength, s.note FROM case_support s
     JOIN case_competence c ON c.id = s.competence_id JOIN case_competence nc ON nc.case_id = $2 AND nc.entry = c.entry
     JOIN case_experience e ON e.id = s.experience_id JOIN case_experience ne ON ne.case_id = $2 AND ne.position = e.position
   WHERE s.case_id = $1`,
  `INSERT INTO case_application SELECT $2, $3, filed_at, repertory_release, decided_at, decided_by, admitted, reason
   FROM case_application WHERE case_id = $1`,
  `INSERT INTO case_validation (competence_id, case_id, organisation_id, validated, reason, judged_by, judged_at)
   SELECT nc.id, $2, $3, v.validated, v.reason, v.judged_by, v.judged_at FROM case_validation v
     JOIN case_competence c ON c.id = v.competence_id JOIN case_competence nc ON nc.case_id = $2 AND nc.entry = c.entry
   WHERE v.case_id = $1`,
  `INSERT INTO case_plan SELECT $2, $3, interview_at, place, methods, note, planned_by, planned_at FROM case_plan WHERE case_id = $1`,
  `INSERT INTO case_document (organisation_id, case_id, class, title, sealed_by, dated, kept_until, created_at, content)
   SELECT $3, $2, class, title, sealed_by, dated, kept_until, created_at, content FROM case_document WHERE case_id = $1`,
]
