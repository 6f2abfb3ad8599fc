import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient } from 'pg'
import { hear } from '../../http/db.ts'

/** Whose desk the present request is asked from; empty until it is known. */
const seat = new AsyncLocalStorage<{ organisationId: string }>()

/** Gives whatever `next` leads to a seat of its own, on which nobody sits yet. */
export function takeSeat(next: () => void): void {
  seat.run({ organisationId: '' }, next)
}

/** From here to the end of the request, the console's queries see what this organisation may see, and nothing else. */
export function sitDown(organisationId: string): void {
  const taken = seat.getStore()
  if (taken !== undefined) taken.organisationId = organisationId
}

/** A connection may have served another desk: whose it is now is said each time, and nobody's sees nothing. */
const SIT = `SELECT set_config('role', 'attesta_desk', false), set_config('attesta.organisation', $1, false)`

/**
 * The console's connections: the same database, behind its second wall (prisma/migrations/0260_second_wall). Each query and each
 * transaction runs as `attesta_desk`, seated where the request's actor is.
 */
export function openDeskPool(pool: Pool): Pool {
  const desk = hear(new Pool({ ...pool.options }))
  const connect = desk.connect.bind(desk) as () => Promise<PoolClient>
  const sit = async (): Promise<PoolClient> => {
    const client = await connect()
    try {
      await client.query(SIT, [seat.getStore()?.organisationId ?? ''])
      return client
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }
  const query = async (...asked: Parameters<PoolClient['query']>) => {
    const client = await sit()
    try {
      return await client.query(...asked)
    } finally {
      client.release()
    }
  }
  return Object.assign(desk, { connect: sit, query })
}
