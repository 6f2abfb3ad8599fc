import type { Pool, PoolClient, QueryResultRow } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { type AuditEntry, appendAudit } from './append-audit.ts'
import { claimKey, keepResponse, type Request } from './idempotency.ts'
import { addToOutbox, type OutboxMessage } from './outbox.ts'
import { refusalOf } from './refusal-of.ts'

/** One unit of work: what is written, its audit rows and its messages become durable together or not at all. */
export interface Transaction {
  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** The only row, or undefined. */
  row<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row | undefined>
  /** Written last, just before commit, so that the chain's lock is held for a moment only. */
  audit(entry: AuditEntry): void
  outbox(message: OutboxMessage): void
}

export interface Database {
  readonly pool: Pool
  transaction<Result>(request: Request, work: (tx: Transaction) => Promise<Result>): Promise<Result>
  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** The steps' door to PostgreSQL. Errors leave it as AttestaError: a constraint by its own code, an absent server as `database.unavailable`. */
export function openDatabase({ pool, now }: { pool: Pool; now: () => Date }): Database {
  return {
    pool,
    async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
      try {
        return (await pool.query<Row>(text, [...values])).rows
      } catch (error) {
        throw refusalOf(error)
      }
    },
    async transaction(request, work) {
      const client = await connect(pool)
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await perform({ client, request, work, now })
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((lost: Error) => {
          broken = lost
        })
        throw refusalOf(error)
      } finally {
        client.release(broken)
      }
    },
  }
}

/** What every unit of work is made of, inside whatever transaction the client is in. A repeated request is answered, not done. */
export async function perform<Result>({
  client,
  request,
  work,
  now,
}: {
  client: PoolClient
  request: Request
  work: (tx: Transaction) => Promise<Result>
  now: () => Date
}): Promise<Result> {
  const kept = await claimKey(client, request)
  if (kept !== undefined) return kept.response as Result
  const entries: AuditEntry[] = []
  const messages: OutboxMessage[] = []
  const result = await work(transactionOf(client, entries, messages))
  await addToOutbox(client, messages)
  await keepResponse(client, request, result)
  await appendAudit(client, entries, now())
  return result
}

function transactionOf(client: PoolClient, entries: AuditEntry[], messages: OutboxMessage[]): Transaction {
  const rows = async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(text, [...values])).rows
  return {
    rows,
    row: async (text, values) => {
      const found = await rows<never>(text, values)
      if (found.length > 1) throw new AttestaError('internal')
      return found[0]
    },
    audit: (entry) => entries.push(entry),
    outbox: (message) => messages.push(message),
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw refusalOf(error)
  }
}
