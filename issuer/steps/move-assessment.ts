import { changeFile, type FileInput } from './change-file.ts'
import type { World } from './world.ts'
import { type Plan, writePlan } from './write-plan.ts'

/** The person cannot come, or the room is taken: another day, place or way, until the assessment is closed. They are told. */
export async function moveAssessment(input: FileInput & { readonly plan: Plan }, world: World): Promise<null> {
  const { actor, plan } = input
  return changeFile(
    input,
    {
      action: 'file.assessment-moved',
      task: 'assessment',
      during: ['accertamento'],
      input: { plan },
      work: async ({ file, tx, at }) => {
        await writePlan({ file, plan, title: "Nuovo piano dell'accertamento", by: actor.accountId, at }, tx)
        return null
      },
    },
    world,
  )
}
