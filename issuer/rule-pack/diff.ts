import type { RulePack } from './rule-pack.ts'
import { type PackLanguage, type Said, sayRulePack } from './say-rule-pack.ts'

/** One rule that two packs do not have alike; a side that does not know it is left out. */
export interface Difference extends Pick<Said, 'id' | 'section' | 'about'> {
  readonly before?: Pick<Said, 'says' | 'origin'>
  readonly after?: Pick<Said, 'says' | 'origin'>
}

/** What changes for whoever goes from one pack to another, in words: what is said otherwise, or on other grounds. */
export function diffRulePacks(before: RulePack, after: RulePack, language: PackLanguage): Difference[] {
  const [old, now] = [sayRulePack(before, language), sayRulePack(after, language)]
  const all = [...now, ...old.filter(({ id }) => !now.some((rule) => rule.id === id))]
  return all.flatMap(({ id, section, about }) => {
    const [was, is] = [old.find((rule) => rule.id === id), now.find((rule) => rule.id === id)]
    if (was !== undefined && is !== undefined && sameRule(was, is)) return []
    return [{ id, section, about, ...(was && { before: sideOf(was) }), ...(is && { after: sideOf(is) }) }]
  })
}

const sideOf = ({ says, origin }: Said) => ({ says, origin })
const sameRule = (a: Said, b: Said) => a.about === b.about && a.says === b.says && groundsOf(a) === groundsOf(b)
const groundsOf = ({ origin }: Said) => ('source' in origin ? origin.source : '')
