import { advance } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { sinceTransparency } from './dossier/since-transparency.ts'
import { fileDocument } from './file-document.ts'
import { mayGoBeyond } from './may-go-beyond.ts'
import { readLearning } from './read-learning.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * The person applies for certification, with their CV and the dossier of evidence. From now on the dossier stands as it is, and the
 * release of the repertory that its competences were taken from holds to the end (domain.md §2.3).
 * Where the dossier says otherwise than the sealed document of trasparenza, the officer either issues that anew or goes on `differing`: then
 * the application says the difference, and the trail says who went on.
 *
 * @throws AttestaError `case.dossier-changed`, `case.identification-only`, `case.incomplete`, `case.no-competence`
 */
export async function fileApplication(input: FileInput & { readonly differing?: true | undefined }, world: World): Promise<null> {
  const { actor, differing } = input
  return changeFile(
    input,
    {
      action: 'file-application',
      task: 'tutoring',
      during: ['trasparenza_rilasciata'],
      input: { differing },
      work: async ({ file, tx, at }) => {
        const { organisationId, id: caseId } = file
        requireThat(await mayGoBeyond({ organisationId, at }, tx), 'case.identification-only')
        await requireNothingMissing('file-application', file, tx)
        const since = await sinceTransparency(caseId, tx)
        const changes = since?.changes.length ?? 0
        requireThat(since === undefined || changes === 0 || differing === true, 'case.dossier-changed', {
          number: since?.number ?? '',
          on: since?.on ?? '',
          count: changes,
        })
        if (since !== undefined && changes > 0) {
          const facts = { document: since.number, changes }
          tx.audit({ organisationId, action: 'file.differing', actor: actor.accountId, subject: caseId, facts })
        }
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
