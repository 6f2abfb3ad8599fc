import type { VerificationResult } from '../../../credential/verify/check.ts'
import { readProblem } from '../../../ui/problem.ts'

export interface Request {
  readonly id: string
  readonly secret: string
  readonly deepLink: string
  readonly walletLink: string
  readonly expiresAt: string
}

export type Answer =
  | { readonly state: 'pending'; readonly expiresAt: string }
  | { readonly state: 'declined' }
  | { readonly state: 'incomplete'; readonly missing: readonly string[] }
  | { readonly state: 'answered'; readonly result: VerificationResult }

/** Opens an OpenID4VP session; its QR is shown to the person's wallet. */
export async function askWallet(purpose: string): Promise<Request> {
  const response = await fetch('/api/presentations', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ purpose }),
  })
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as Request
}

/** What the wallet answered so far. */
export async function readAnswer({ id, secret }: Request, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`/api/presentations/${id}`, { credentials: 'omit', headers: { 'x-session-secret': secret }, signal })
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as Answer
}
