import { advance } from '../procedure/advance.ts'
import { changeFile, type FileInput } from './change-file.ts'
import type { World } from './world.ts'
import { type Plan, writePlan } from './write-plan.ts'

/** The plan of the assessment: when, where and how the person will be heard and seen at work. They are told. */
export async function planAssessment(input: FileInput & { readonly plan: Plan }, world: World): Promise<null> {
  const { actor, plan } = input
  return changeFile(
    input,
    {
      action: 'plan-assessment',
      task: 'assessment',
      during: ['ammessa'],
      input: { plan },
      work: async ({ file, tx, at }) => {
        await writePlan({ file, plan, title: "Piano dell'accertamento", by: actor.accountId, at }, tx)
        await advance({ record: file, act: 'plan-assessment', actor, at }, tx)
        return null
      },
    },
    world,
  )
}
