import type { PoolClient } from 'pg'
import { type openDeskPool, sitDown, takeSeat } from '../../../issuer/db/desk.ts'

export type DeskPool = ReturnType<typeof openDeskPool>

/** Something done on a raw connection of the console, seated at one organisation ('' is nobody), and taken back. */
export function seatedAt<Result>(desk: DeskPool, organisationId: string, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    takeSeat(() => {
      sitDown(organisationId)
      const run = async () => {
        const client = await desk.connect()
        try {
          await client.query('BEGIN')
          return await work(client)
        } finally {
          await client.query('ROLLBACK')
          client.release()
        }
      }
      run().then(resolve, reject)
    })
  })
}

/** How the database refuses: no right (42501), or a constraint of the row (class 23). Any other error is a mistake of the test. */
const REFUSAL = /^(42501|23\d{3})$/

/** What came of a statement: how many rows it reached, or the code with which PostgreSQL refused it (constraints at the end of it included). */
export async function attempt(
  desk: DeskPool,
  organisationId: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<number | string> {
  return seatedAt(desk, organisationId, async (client) => {
    try {
      const { rowCount } = await client.query(text, [...values])
      await client.query('SET CONSTRAINTS ALL IMMEDIATE')
      return rowCount ?? 0
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (!REFUSAL.test(code)) throw error
      return code
    }
  })
}
