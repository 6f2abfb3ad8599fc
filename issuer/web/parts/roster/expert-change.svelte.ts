import { changeExpert, type ExpertView } from '../../api/experts.ts'
import { submission } from '../../submission.svelte.ts'

export interface ExpertDesk {
  readonly expert: ExpertView
  readonly set: (expert: ExpertView) => unknown
  readonly reload: () => unknown
}

/** One change of an entry of the roster. When a colleague was faster the entry is read again, and what was typed stays. */
export function expertChange(desk: () => ExpertDesk) {
  const sending = submission()
  return {
    get busy() {
      return sending.busy
    },
    get problem() {
      return sending.problem
    },
    async make(name: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
      const { expert, set, reload } = desk()
      let changed: ExpertView | undefined
      await sending.run(async (key) => {
        changed = await changeExpert(expert.id, name, { ...body, version: expert.version }, key)
      })
      if (changed !== undefined) set(changed)
      else if (sending.problem?.code === 'expert.stale') await reload()
      return changed !== undefined
    },
  }
}
