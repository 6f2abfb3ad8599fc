import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ClientsInput {
  /** Issuers that serve the same database; one that does not answer is asked no more for this try. */
  readonly urls: readonly string[]
  readonly cases: string[]
  /** Of an officer, logged in. */
  readonly session: { readonly secret: string; readonly csrf: string }
}

/** What clients were told, and what became of what they were not told. */
export interface Told {
  /** Case → number of its attestato, from an answer 201. */
  readonly acknowledged: Map<string, string>
  /** Requests that had reached an issuer when it died: the connection was made, no answer came. */
  cut(): number
  /** How often each issuer has answered. */
  readonly answers: Map<string, number>
  /** Rejects when an issuer refuses what it must not. */
  readonly failed: Promise<void>
  stop(): Promise<void>
}

/** People who press “Rilascia” until they are answered, always with the same key, as the console does; each try at either issuer. */
export function startClients({ urls, cases, session }: ClientsInput, { count }: { count: number }): Told {
  let asking = true
  const acknowledged = new Map<string, string>()
  const answers = new Map<string, number>()
  let cut = 0

  async function ask(caseId: string, url: string): Promise<boolean> {
    const response = await fetch(`${url}/api/cases/${caseId}/release`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `attesta_session=${session.secret}`,
        'x-csrf-token': session.csrf,
        'idempotency-key': `release-${caseId}`,
      },
      body: '{}',
    }).catch((error: Error & { cause?: { code?: string } }) => {
      if (error.cause?.code !== 'ECONNREFUSED') cut++
      return undefined
    })
    const body = await response?.json().catch(() => undefined)
    if (response === undefined || body === undefined) return false
    // Two issuers on two cores, one of them starting: it may ask for patience, as it would of anybody.
    if (response.status === 503) return false
    if (response.status !== 201) throw new Error(`${response.status} ${body.code}`)
    acknowledged.set(caseId, body.number)
    answers.set(url, (answers.get(url) ?? 0) + 1)
    return true
  }

  async function client(): Promise<void> {
    while (asking) {
      const caseId = cases.pop()
      if (caseId === undefined) throw new Error('there are too few cases')
      while (asking && !(await ask(caseId, urls[randomInt(urls.length)] ?? ''))) await sleep(20)
    }
  }

  const failed = Promise.all(Array.from({ length: count }, client)).then(() => undefined)
  failed.catch(() => undefined) // heard by whoever waits for them
  return {
    acknowledged,
    answers,
    failed,
    cut: () => cut,
    async stop() {
      asking = false
      await failed
    },
  }
}
