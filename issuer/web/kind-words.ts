import { KINDS_OF_ACT } from './api/organisations.ts'
import { t } from './later-t.ts'

/** What one document is called; a kind that this page does not know keeps its own name. */
export function kindWords(kind: string): string {
  const known = KINDS_OF_ACT.find((name) => name === kind)
  return known === undefined ? kind : t(`register.kindOf.${known}`)
}
