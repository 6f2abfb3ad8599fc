import type { Phase } from '../../ui/phase.ts'
import { t } from './t.ts'

/** Phases of the procedure whose words the console has in every language (domain.md §2.1). */
const KNOWN = [
  'accoglienza',
  'individuazione',
  'domanda',
  'validazione',
  'commissione_richiesta',
  'commissione_nominata',
  'esame',
  'verbale_firmato',
  'rilasciato',
] as const

const known = (id: string) => KNOWN.find((name) => name === id)

export function phaseLabel({ id, label }: Phase): string {
  const name = known(id)
  return name === undefined ? label : t(`phase.${name}`)
}

/** What the phase still needs, in the page's language; nothing where the service says nothing. */
export function phaseNeeds({ id, state, needs }: Phase): { needs?: string } {
  if (needs === undefined) return {}
  // What the release waits for was decided before it became the present step.
  if (id === 'rilasciato' && state === 'current') return { needs: t('phase.needs.rilasciatoNow') }
  const name = known(id)
  return { needs: name === undefined ? needs : t(`phase.needs.${name}`) }
}
