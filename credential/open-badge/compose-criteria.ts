import type { DisclosedOutcome } from '../attestation/index.ts'
import { dayOf } from './day-of.ts'

type Mode = NonNullable<DisclosedOutcome['assessment']>['mode'] | 'work-based'

const MODES: Readonly<Record<Mode, string>> = {
  presential: 'in presenza',
  online: 'a distanza',
  blended: 'mista',
  'work-based': 'sul lavoro',
}
const SETTINGS = { formal: 'formale', 'non-formal': 'non formale', informal: 'informale' } as const

/** How it was learnt and judged, in Italian, the language of the act: a badge has no properties for these. */
export function composeCriteria({
  assessment,
  learning,
  workloadHours,
  participationMode,
  qualityAssurance,
  qualification,
}: DisclosedOutcome): string {
  return [
    assessment &&
      `Valutazione: ${assessment.type} (modalità ${MODES[assessment.mode]}), ${dayOf(assessment.date)}; identità ${
        assessment.idVerification === 'with-id' ? 'accertata con documento' : 'non accertata con documento'
      }.`,
    learning && `Apprendimento ${SETTINGS[learning.setting]}.`,
    participationMode && `Partecipazione: ${MODES[participationMode]}.`,
    workloadHours !== undefined && `Carico di lavoro: ${String(workloadHours).replace('.', ',')} ore.`,
    qualification && `Qualificazione di riferimento: ${qualification.name.it}${qualification.partial ? ' (parziale)' : ''}.`,
    qualityAssurance && `Garanzia della qualità: ${qualityAssurance}`,
  ]
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
    .join('\n')
}
