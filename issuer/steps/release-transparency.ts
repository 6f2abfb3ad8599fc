import type { Outcome } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import type { CaseFile } from './lock-case.ts'
import { readLearning } from './read-learning.ts'
import { releaseEarlyAct } from './release-early-act.ts'
import type { World } from './world.ts'

/**
 * Individuazione ends: what the person did and the competences that it speaks for, put in transparency and sealed (DM 5 gennaio 2021,
 * all. A, 1.3.1). First party: what the person declares, with the tutor's help; nobody has judged anything.
 */
export async function releaseTransparency(input: FileInput, world: World): Promise<{ attestationId: string; number: string }> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'release-transparency',
      task: 'tutoring',
      during: ['individuazione'],
      input: {},
      work: async ({ file, tx, at }) => {
        await requireNothingMissing('release-transparency', file, tx)
        const outcome = await transparencyOutcome({ file, at }, tx)
        const { id, number } = await releaseEarlyAct({ kind: 'trasparenza', file, outcome, actor, at }, { ...world, tx })
        const { organisationId, id: caseId } = file
        const title = `Documento di trasparenza ${number}`
        await fileDocument(
          { organisationId, caseId, class: 'trasparenza', title, sealedBy: actor.organisation.name, attestationId: id, at },
          tx,
        )
        await fileAnnex({ file, number, at }, tx)
        await advance({ record: file, act: 'release-transparency', actor, at }, tx)
        return { attestationId: id, number }
      },
    },
    world,
  )
}

/** What a dossier says, as the document of trasparenza seals it. */
export async function transparencyOutcome({ file, at }: { file: CaseFile; at: Date }, tx: Pick<Transaction, 'rows'>): Promise<Outcome> {
  return {
    person: file.person,
    competences: file.competences.map(({ competence }) => competence),
    // Nothing was judged: no qualification is claimed, whole or in part.
    learning: await readLearning(file.id, tx),
    assessment: {
      type: 'ricostruzione delle esperienze con il tutor',
      mode: 'presential',
      date: dayInRome(at),
      idVerification: 'with-id',
    },
  }
}

/** The annex with activities and competences, beside the document of that number. */
export async function fileAnnex({ file, number, at }: { file: CaseFile; number: string; at: Date }, tx: Transaction): Promise<void> {
  const { organisationId, id: caseId } = file
  const title = `Attività e competenze (allegato al documento di trasparenza ${number})`
  await fileDocument({ organisationId, caseId, class: 'allegato-trasparenza', title, at }, tx)
}
