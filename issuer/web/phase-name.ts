import { t } from './t.ts'

const PHASES = ['accoglienza', 'individuazione', 'domanda', 'validazione', 'commissione', 'esame', 'rilascio'] as const

/** A phase of the dashboard in the page's words. */
export function phaseName(id: string): string {
  const known = PHASES.find((phase) => phase === id)
  return known === undefined ? id : t(`dashboard.phase.${known}`)
}
