import type { AnomalyKind } from './api/dashboard.ts'
import { t } from './later-t.ts'

/** What is wrong with one case, in a phrase. */
export function anomalyWords(kind: AnomalyKind): string {
  return t(`anomaly.${kind}`)
}
