import { advance, type Reason } from '../procedure/advance.ts'
import { transitionOf } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import type { World } from './world.ts'

/** The person leaves the procedure, and keeps every document that they have (DM 30 giugno 2015 art. 5). */
export async function giveUp(input: FileInput & { readonly reason: Reason }, world: World): Promise<null> {
  return end('give-up', input, world)
}

/** The person has what they came for, a document of trasparenza or of validazione, and asks for no certificate. */
export async function conclude(input: FileInput, world: World): Promise<null> {
  return end('conclude', input, world)
}

async function end(act: 'give-up' | 'conclude', input: FileInput & { readonly reason?: Reason }, world: World): Promise<null> {
  const { actor, reason } = input
  return changeFile(
    input,
    {
      action: act,
      task: 'tutoring',
      during: transitionOf(act).from,
      input: { reason },
      work: async ({ file, tx, at }) => {
        await advance({ record: file, act, actor, at, ...(reason !== undefined && { reason }) }, tx)
        return null
      },
    },
    world,
  )
}
