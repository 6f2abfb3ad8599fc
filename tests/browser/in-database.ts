import { Client } from 'pg'
import { setting } from './addresses.ts'

/** What only time, or another place, can do to the product under test. */
export async function inDatabase(...texts: readonly string[]): Promise<void> {
  const database = new Client({ connectionString: setting('DATABASE_URL') })
  await database.connect()
  for (const text of texts) await database.query(text)
  await database.end()
}
