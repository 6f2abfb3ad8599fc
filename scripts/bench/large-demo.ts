import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../http/config.ts'
import { openPool } from '../../http/db.ts'
import { createIssuerApp } from '../../issuer/app.ts'
import { beginSession } from '../../issuer/auth/session.ts'
import { openDatabase } from '../../issuer/db/database.ts'
import { openIssuerKeystore } from '../../issuer/prepare.ts'
import { startPostgres } from '../postgres/start.ts'
import { addressesOf } from '../start/addresses.ts'

/** Its own, so that a large demo that somebody looks at is left alone. */
const FOLDER = '.data/bench-large'

export interface LargeDemo {
  /** Asks as somebody, in the process: milliseconds and answer. */
  readonly ask: (who: string, request: Asked) => Promise<{ readonly ms: number; readonly status: number; readonly body: string }>
  readonly close: () => Promise<void>
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly payload?: object
}

/** The issuer over the large demo, which is made if it is not there: minutes, once. */
export async function openLargeDemo(): Promise<LargeDemo> {
  const dataDir = resolve(FOLDER)
  if (!existsSync(join(dataDir, 'large.json'))) {
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/demo-large/main.ts'], {
      env: { ...process.env, ATTESTA_DATA: dataDir },
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    })
    if (status !== 0) throw new Error('The large demo could not be made: its message stands above.')
  }
  const { env } = addressesOf({ given: { ...process.env, ATTESTA_DATA: dataDir } })
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') })
  const config = loadConfig({ ...env, DATABASE_URL: postgres.url, LOG_LEVEL: 'silent', REQUESTS_PER_MINUTE: '1000000' })
  const pool = openPool(config)
  const { app } = await createIssuerApp({ config, pool, keystore: await openIssuerKeystore(config) })
  const db = openDatabase({ pool, now: () => new Date() })
  const sessions = new Map<string, { readonly cookie: string; readonly csrf: string }>()

  async function sessionOf(subject: string) {
    const kept = sessions.get(subject)
    if (kept !== undefined) return kept
    const [account] = await db.rows<{ id: string }>('SELECT id FROM account WHERE subject = $1', [subject])
    const { secret } = await beginSession({ accountId: account?.id ?? '', idToken: undefined, at: new Date() }, db)
    const me = await app.inject({ url: '/api/me', cookies: { attesta_session: secret } })
    const session = { cookie: secret, csrf: String(me.json().csrf) }
    sessions.set(subject, session)
    return session
  }

  return {
    async ask(who, { method, url, payload }) {
      const { cookie, csrf } = await sessionOf(who)
      const began = performance.now()
      const answer = await app.inject({
        method,
        url,
        cookies: { attesta_session: cookie },
        headers: { 'x-csrf-token': csrf },
        ...(payload !== undefined && { payload }),
      })
      return { ms: performance.now() - began, status: answer.statusCode, body: answer.body }
    },
    async close() {
      await app.close()
      await pool.end()
      await postgres.stop()
    },
  }
}
