import { expect } from '@playwright/test'
import type { VerifierPages } from './pages/verifier.ts'

const STATIONS = [
  /^\s*Regione\b.*Regione Lombardia \(dimostrativa\)/,
  /^\s*Camera di commercio\b.*Camera di commercio di Bergamo \(dimostrativa\)/,
  /^\s*Commissione d'esame\b.*nominata il/,
  /^\s*Decisione\b.*verbale/,
  /^\s*Ente che rilascia\b.*Orobie Formazione e Lavoro/,
]

interface Whole {
  readonly verifier: VerifierPages
  readonly holder: string
  readonly competences: readonly string[]
}

/** Valid, whose, what, and the five stations from the Region to the body, each of them checked. */
export async function expectWholeVerdict({ verifier, holder, competences }: Whole): Promise<void> {
  await verifier.verdict({ word: 'Valido', says: /autentico, rilasciato da Orobie Formazione e Lavoro e in corso di validità al \d/ })
  const article = verifier.page.getByRole('article')
  await expect(article.getByText(holder, { exact: true })).toBeVisible()
  for (const competence of competences) await expect(article.getByText(competence)).toBeVisible()
  await expect(verifier.chain).toHaveText(STATIONS)
  for (const station of await verifier.chain.all()) await expect(station.locator('.word')).toHaveText('superato')
  await expect(article.getByText('fallito', { exact: true })).toHaveCount(0)
}
