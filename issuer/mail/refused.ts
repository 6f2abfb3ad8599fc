import { sayCount } from '../steps/say-count.ts'
import type { Judged } from './letter.ts'

export function sayJudged(judged: readonly Judged[]) {
  return sayCount({ certified: judged.filter(({ certified }) => certified).length, of: judged.length })
}

/** One line for each competence that was not certified, with the reason in the words of the commission; empty where all were. */
export function refused(judged: readonly Judged[]) {
  const those = judged.filter(({ certified }) => !certified)
  return {
    it: those.map(({ name, reason }) => `– ${name.it}: non certificata. Motivo: «${reason}»`).join('\n'),
    en: those.map(({ name, reason }) => `– ${name.en ?? name.it}: not certified. Reason: «${reason}»`).join('\n'),
  } as const
}
