import { createHash, randomBytes } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import type { Database } from '../db/database.ts'
import type { Identity, Provider } from './provider.ts'
import { beginSession } from './session.ts'

const MINUTES = 10
const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

/** Where people log in as themselves, not as an office: there it must be known whose codice fiscale it is. */
export interface Holders {
  covers(returnTo: string): boolean
  keep(input: { accountId: string; identity: Identity }): Promise<void>
}

interface LoginWorld {
  readonly db: Database
  readonly provider: Provider
  readonly now: () => Date
  readonly holders?: Holders
}

/** Sends the browser to the provider; `browserSecret` goes into a cookie, so that the answer counts only in this browser. */
export async function startLogin(
  { returnTo }: { returnTo: string },
  { db, provider, now, holders }: LoginWorld,
): Promise<{ url: string; browserSecret: string }> {
  const { url, state, nonce, codeVerifier } = await provider.start({ taxCode: holders?.covers(ownPath(returnTo)) === true })
  const browserSecret = randomBytes(32).toString('base64url')
  const at = now()
  await db.rows('DELETE FROM login_attempt WHERE expires_at < $1', [at])
  await db.rows(
    `INSERT INTO login_attempt (state_hash, browser_hash, nonce, code_verifier, return_to, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [hashOf(state), hashOf(browserSecret), nonce, codeVerifier, ownPath(returnTo), new Date(at.getTime() + MINUTES * 60_000)],
  )
  return { url, browserSecret }
}

/**
 * The provider's answer becomes a session. One use: the attempt is gone before anything is exchanged.
 *
 * @throws AttestaError `auth.failed` for an answer that nobody in this browser asked for
 */
export async function finishLogin(
  { url, browserSecret }: { url: URL; browserSecret: string },
  { db, provider, now, holders }: LoginWorld,
): Promise<{ secret: string; expiresAt: Date; returnTo: string }> {
  const at = now()
  const state = url.searchParams.get('state') ?? ''
  const [attempt] = await db.rows<{ nonce: string; code_verifier: string; return_to: string }>(
    `DELETE FROM login_attempt WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3 RETURNING nonce, code_verifier, return_to`,
    [hashOf(state), hashOf(browserSecret), at],
  )
  if (attempt === undefined) throw new AttestaError('auth.failed')
  const identity = await provider.finish({ url, state, nonce: attempt.nonce, codeVerifier: attempt.code_verifier })
  const accountId = await keepAccount(identity, db)
  if (holders?.covers(attempt.return_to)) await holders.keep({ accountId, identity })
  const session = await beginSession({ accountId, idToken: identity.idToken, at }, db)
  return { ...session, returnTo: attempt.return_to }
}

/** A provider that tells no address at this login takes none away. */
async function keepAccount({ issuer, subject, name, email }: Identity, db: Database): Promise<string> {
  const [account] = await db.rows<{ id: string }>(
    `INSERT INTO account (issuer, subject, name, email) VALUES ($1, $2, $3, $4)
     ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, email = coalesce(excluded.email, account.email) RETURNING id`,
    [issuer, subject, name, email ?? null],
  )
  if (account === undefined) throw new AttestaError('auth.failed')
  return account.id
}

/** A path of this site, or its home: never another site, however the slashes are written. */
export function ownPath(returnTo: string): string {
  const base = new URL('http://here.invalid')
  const url = URL.canParse(returnTo, base) ? new URL(returnTo, base) : base
  const ours = returnTo.startsWith('/') && url.origin === base.origin && !url.pathname.startsWith('//') // `/.//x` becomes `//x`
  return ours ? `${url.pathname}${url.search}${url.hash}` : '/'
}
