import { readProblem } from '../../../ui/problem.ts'
import type { PageTrust } from './page-trust.ts'

/** A batch asks once. */
const FRESH_MS = 60_000

export interface TrustNow {
  readonly page: PageTrust
  /** Set when nobody answered, and this is what the service said then. */
  readonly keptAt?: string
}

let known: { readonly page: PageTrust; readonly at: Date } | undefined

/**
 * Whom this verifier trusts now, however long the tab has been open; where nobody answers, whom it trusted when it was last asked. A
 * service that answers with a refusal was asked: nothing that was kept stands in for what it does not say any more.
 *
 * @throws Problem as the service says it; TypeError when nobody answers and nothing is known
 */
export async function trustNow(now: Date): Promise<TrustNow> {
  if (known !== undefined && now.getTime() - known.at.getTime() < FRESH_MS) return { page: known.page }
  let response: Response
  try {
    response = await fetch('/api/trust', { credentials: 'omit' })
  } catch (error) {
    if (known === undefined) throw error
    return { page: known.page, keptAt: known.at.toISOString() }
  }
  if (!response.ok) throw await readProblem(response)
  const page = (await response.json()) as PageTrust
  // By the worker, where there is one (ui/service-worker.ts).
  const keptAt = response.headers.get('x-kept-at')
  if (keptAt !== null) return { page, keptAt }
  known = { page, at: now }
  return { page }
}
