import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import { type CaseFile, lockCase } from './lock-case.ts'
import { releaseEarlyAct } from './release-early-act.ts'
import { requireItsDay } from './require-its-day.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * The Documento di validazione: what the assessors found, sealed; a public act of at least second party (DM 30 giugno 2015 art. 5).
 * Only what was validated is in it, and only that may go before a commission.
 */
export async function releaseValidation(input: FileInput, world: World): Promise<{ attestationId: string; number: string }> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'release-validation',
      task: 'assessment',
      during: ['accertamento'],
      input: {},
      work: async ({ file, tx, at }) => {
        await requireItsDay({ file, at }, tx)
        await requireNothingMissing('release-validation', file, tx)
        const { organisationId, id: caseId } = file
        const validated = await readValidated(file, tx)
        requireThat(validated.length > 0, 'validation.none')
        await dropOthers(file, validated, tx)
        const record = await lockCase(caseId, tx, { organisationId })
        const outcome = {
          person: record.person,
          competences: record.competences.map(({ competence }) => competence),
          ...(record.qualification && { qualification: record.qualification }),
          learning: record.learning,
          assessment: { ...record.assessment, date: dayInRome(record.assessedAt ?? at) },
          ...(record.workloadHours !== undefined && { workloadHours: record.workloadHours }),
        }
        const { id, number } = await releaseEarlyAct({ kind: 'validazione', file: record, outcome, actor, at }, { ...world, tx })
        const title = `Documento di validazione ${number}`
        await fileDocument(
          { organisationId, caseId, class: 'validazione', title, sealedBy: actor.organisation.name, attestationId: id, at },
          tx,
        )
        await advance({ record, act: 'release-validation', actor, at }, tx)
        return { attestationId: id, number }
      },
    },
    world,
  )
}

/** None of the competences was validated: a reasoned refusal, with the remedies (L. 241/1990 art. 3). */
export async function refuseValidation(input: FileInput, world: World): Promise<null> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'refuse-validation',
      task: 'assessment',
      during: ['accertamento'],
      input: {},
      work: async ({ file, tx, at }) => {
        await requireItsDay({ file, at }, tx)
        await requireNothingMissing('refuse-validation', file, tx)
        const validated = await readValidated(file, tx)
        requireThat(validated.length === 0, 'validation.some', { count: validated.length })
        const { organisationId, id: caseId } = file
        await fileDocument({ organisationId, caseId, class: 'diniego', title: 'Diniego motivato della validazione', at }, tx)
        await advance({ record: file, act: 'refuse-validation', actor, at }, tx)
        tx.outbox({ organisationId, topic: 'application.decided', payload: { caseId } })
        return null
      },
    },
    world,
  )
}

async function readValidated({ id }: CaseFile, tx: Transaction): Promise<string[]> {
  const rows = await tx.rows<{ competence_id: string }>('SELECT competence_id FROM case_validation WHERE case_id = $1 AND validated', [id])
  return rows.map(({ competence_id }) => competence_id)
}

/** What was not validated goes no further; that it was judged, and why, stays in `case_validation`. */
async function dropOthers({ id }: CaseFile, validated: readonly string[], tx: Transaction): Promise<void> {
  await tx.rows('UPDATE case_competence SET validated = (id = ANY ($2)) WHERE case_id = $1', [id, validated])
}
