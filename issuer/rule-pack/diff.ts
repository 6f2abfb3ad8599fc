import type { RulePack } from './rule-pack.ts'
import { type PackLanguage, type Said, sayRulePack } from './say-rule-pack.ts'

/** How one of the two has it; `about` where they call it otherwise. */
export type Side = Pick<Said, 'says' | 'italian' | 'origin'> & { readonly about?: string }

/** One rule that two packs do not have alike; a side that does not know it is left out. */
export interface Difference extends Pick<Said, 'id' | 'section' | 'about'> {
  readonly before?: Side
  readonly after?: Side
}

/** What changes for whoever goes from one pack to another, in words: what is said otherwise, or on other grounds. */
export function diffRulePacks(before: RulePack, after: RulePack, language: PackLanguage): Difference[] {
  const [old, now] = [sayRulePack(before, language), sayRulePack(after, language)]
  const all = [...now, ...old.filter(({ id }) => !now.some((rule) => rule.id === id))]
  return all.flatMap(({ id, section, about }) => {
    const [was, is] = [old.find((rule) => rule.id === id), now.find((rule) => rule.id === id)]
    if (was !== undefined && is !== undefined && sameRule(was, is)) return []
    const side = (rule: Said): Side => sideOf(rule, was?.about === is?.about || was === undefined || is === undefined)
    return [{ id, section, about, ...(was && { before: side(was) }), ...(is && { after: side(is) }) }]
  })
}

const sideOf = ({ about, says, italian, origin }: Said, alike: boolean): Side => ({
  ...(!alike && { about }),
  says,
  ...(italian !== undefined && { italian }),
  origin,
})
const sameRule = (a: Said, b: Said) => a.about === b.about && a.says === b.says && groundsOf(a) === groundsOf(b)
const groundsOf = ({ origin }: Said) => ('source' in origin ? origin.source : '')
