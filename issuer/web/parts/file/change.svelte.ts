import { type CaseFile, changeCase } from '../../api/case-file.ts'
import { submission } from '../../submission.svelte.ts'

export interface FileDesk {
  readonly caseId: string
  readonly file: CaseFile
  /** Reads the case and its file again. */
  readonly reload: () => unknown
}

/**
 * One change of a case that an officer is about to make. When a colleague was faster nothing is lost: the case is read again beside what
 * was typed, and the same press does it on what is there now.
 */
export function fileChange(desk: () => FileDesk) {
  const sending = submission()
  return {
    get busy() {
      return sending.busy
    },
    get problem() {
      return sending.problem
    },
    async make(name: string, body: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
      const { caseId, file, reload } = desk()
      const made = await sending.run((key) => changeCase(caseId, name, { ...body, version: file.version }, key))
      if (made || sending.problem?.code === 'case.stale') await reload()
      return made
    },
  }
}
