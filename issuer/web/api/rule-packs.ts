import type { Localized } from '../in-language.ts'
import { read } from './client.ts'

export interface RulePackHead {
  readonly id: string
  readonly version: string
  readonly from: string
  readonly until?: string
  readonly titleByLanguage: Localized
  readonly noteByLanguage: Localized
}

export type Origin = { readonly default: true } | { readonly source: string }
export const SECTIONS = [
  'appointment',
  'commission',
  'exceptions',
  'offices',
  'documents',
  'terms',
  'volunteering',
  'retention',
  'other',
] as const

export interface SaidRule {
  readonly id: string
  readonly section: (typeof SECTIONS)[number]
  readonly about: string
  readonly says: string
  /** The part of it that is Italian in every language. */
  readonly italian?: string
  readonly origin: Origin
}

export interface RulePackView extends RulePackHead {
  readonly sources: readonly string[]
  readonly rules: readonly SaidRule[]
}

/** `about` where the two call it otherwise. */
export type Side = Pick<SaidRule, 'says' | 'italian' | 'origin'> & { readonly about?: string }
export interface RuleDifference extends Pick<SaidRule, 'id' | 'about'> {
  readonly before?: Side
  readonly after?: Side
}

export async function readRulePacks(): Promise<readonly RulePackHead[]> {
  return (await read<{ items: RulePackHead[] }>('/api/rule-packs')).items
}

export async function readRulePack({ id, version }: { id: string; version: string }): Promise<RulePackView> {
  return read(`/api/rule-packs/${id}/${version}`)
}

type Key = Pick<RulePackHead, 'id' | 'version'>
export async function compareRulePacks(before: Key, after: Key): Promise<readonly RuleDifference[]> {
  const query = new URLSearchParams({ before: before.id, beforeVersion: before.version, after: after.id, afterVersion: after.version })
  return (await read<{ differences: RuleDifference[] }>(`/api/rule-packs/diff?${query}`)).differences
}
