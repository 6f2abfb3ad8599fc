import { advance } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import { mayGoBeyond } from './may-go-beyond.ts'
import { readLearning } from './read-learning.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * The person applies for certification, with their CV and the dossier of evidence. From now on the dossier stands as it is, and the
 * release of the repertory that its competences were taken from holds to the end (domain.md §2.3).
 */
export async function fileApplication(input: FileInput, world: World): Promise<null> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'file-application',
      task: 'tutoring',
      during: ['trasparenza_rilasciata'],
      input: {},
      work: async ({ file, tx, at }) => {
        const { organisationId, id: caseId } = file
        requireThat(await mayGoBeyond({ organisationId, at }, tx), 'case.identification-only')
        await requireNothingMissing('file-application', file, tx)
        const release = file.competences[0]?.competence.repertory.release
        requireThat(release !== undefined, 'case.no-competence')
        const learning = await readLearning(caseId, tx)
        const hours = learning.experiences.reduce((sum, experience) => sum + (experience.hours ?? 0), 0)
        await tx.rows('UPDATE ivc_case SET learning = $2, workload_hours = $3 WHERE id = $1', [caseId, learning, hours > 0 ? hours : null])
        await tx.rows('INSERT INTO case_application (case_id, organisation_id, filed_at, repertory_release) VALUES ($1, $2, $3, $4)', [
          caseId,
          organisationId,
          at,
          release,
        ])
        const entry = { organisationId, caseId, at }
        for (const { class: documentClass, it } of file.rulePack.documents.filter((document) => document.neededForApplication)) {
          await fileDocument({ ...entry, class: documentClass, title: it }, tx)
        }
        await fileDocument({ ...entry, class: 'dossier', title: 'Dossier delle evidenze' }, tx)
        await fileDocument({ ...entry, class: 'domanda', title: 'Domanda di certificazione' }, tx)
        await advance({ record: file, act: 'file-application', actor, at }, tx)
        return null
      },
    },
    world,
  )
}
