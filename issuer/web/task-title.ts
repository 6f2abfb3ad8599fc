import type { Task } from './api/today.ts'
import { t } from './t.ts'

const VERBS = [
  'take-on',
  'go-on',
  'dossier',
  'apply',
  'decide',
  'plan',
  'validate',
  'release',
  'register',
  'give-number',
  'offer',
  'request-commission',
  'appoint',
  'plan-sittings',
  'replace',
  'call-off',
  'write-nobody',
  'hold-without',
  'declare',
  'judge',
  'open',
  'wait',
  'sign',
  'close',
  'wait-signatures',
  'answer-mandate',
  'confirm-grant',
  'own-role-ends',
  'role-ends',
  'answer-person',
  'correct',
  'release-correction',
  'answer-correction',
  'look-at-uploads',
  'look-at-import',
  'open-volunteer-case',
  'look-at-reached',
  'end-or-hand-over',
  'hand-refusal',
] as const

/** A task as a verb and a person, in the page's language; a verb that this page does not know keeps the service's own sentence. */
export function taskTitle({ verb, person, title, strange }: Task): string {
  if (strange !== undefined) return t(`dashboard.anomaly.${strange.kind}`, { count: strange.count })
  const known = VERBS.find((name) => name === verb)
  return known === undefined ? title : t(`task.${known}`, { person })
}
