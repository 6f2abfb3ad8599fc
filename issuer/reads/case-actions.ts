import type { Facts } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { stateWord } from '../steps/state-word.ts'
import type { Possibility } from './allowed.ts'

export interface CaseActionsInput {
  readonly state: CaseState
  readonly missing: readonly string[]
  /** Account that signed the minutes, once they are. */
  readonly closedBy: string | undefined
  /** Where the number of the attestato comes from, and whether it is there. */
  readonly number: { readonly outside: boolean; readonly given: boolean }
  /** What became of the act on which the case rests, where it does not stand. */
  readonly fallen: Facts | undefined
  /** Present word of the attestation, once released. */
  readonly word: string | undefined
  readonly actor: Actor
}

/** What this actor may do with the case now, in the order of the procedure. */
export function caseActions({ state, missing, closedBy, number, fallen, word, actor }: CaseActionsInput): Possibility[] {
  if (actor.role !== 'officer') return []
  return [
    { action: 'request-commission', refusal: requestRefusal(state, missing) ?? fell(fallen) },
    { action: 'register', refusal: registerRefusal(state, number) ?? fell(fallen) },
    { action: 'give-number', refusal: state === 'da_registrare' ? undefined : ['release.wrong-state', { state: stateWord(state) }] },
    { action: 'release', refusal: releaseRefusal({ state, closedBy, number, actor }) ?? fell(fallen) },
    { action: 'offer', refusal: wordRefusal(word, ['valido', 'sospeso']) },
    { action: 'suspend', refusal: wordRefusal(word, ['valido']) },
    { action: 'lift', refusal: wordRefusal(word, ['sospeso']) },
    { action: 'annul', refusal: wordRefusal(word, ['valido', 'sospeso']) },
  ]
}

function fell(fallen: Facts | undefined): Possibility['refusal'] {
  return fallen && ['case.act-fallen', fallen]
}

function requestRefusal(state: CaseState, missing: readonly string[]): Possibility['refusal'] {
  if (state !== 'validazione_rilasciata') return ['request.wrong-state', { state: stateWord(state) }]
  return missing.length > 0 ? ['request.dossier-incomplete', { missing: missing.join(', ') }] : undefined
}

function registerRefusal(state: CaseState, { outside }: CaseActionsInput['number']): Possibility['refusal'] {
  if (!outside) return ['register.from-here', {}]
  return state === 'verbale_firmato' ? undefined : ['release.wrong-state', { state: stateWord(state) }]
}

function releaseRefusal({
  state,
  closedBy,
  number: { outside, given },
  actor,
}: Pick<CaseActionsInput, 'state' | 'closedBy' | 'number' | 'actor'>): Possibility['refusal'] {
  if (state === 'rilasciato') return ['release.already', {}]
  if (state === 'non_certificata') return ['release.not-certified', {}]
  if (closedBy === undefined) return ['release.no-decision', {}]
  if (closedBy === actor.accountId) return ['release.four-eyes', {}]
  if (outside && state === 'verbale_firmato') return ['release.unregistered', {}]
  if (outside && state === 'da_registrare') return given ? undefined : ['release.number-awaited', {}]
  return state === 'verbale_firmato' ? undefined : ['release.wrong-state', { state: stateWord(state) }]
}

function wordRefusal(word: string | undefined, from: readonly string[]): Possibility['refusal'] {
  if (word === undefined) return ['attestation.not-released', {}]
  return from.includes(word) ? undefined : ['status.order', {}]
}
