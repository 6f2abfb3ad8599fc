import type { Keystore } from '../../keys/index.ts'
import demo from '../../schemas/demo/organisations.json' with { type: 'json' }
import { inOneTransaction } from '../db/in-one-transaction.ts'
import type { World } from '../steps/world.ts'
import { seedCases } from './seed-cases.ts'
import { FOUNDED, seedOrganisations } from './seed-organisations.ts'
import { seedVolunteers } from './seed-volunteers.ts'

const LOCK = 4_206_914

/**
 * Fills an empty database with the demo: organisations, keys, people, prepared cases. Does nothing on one that has organisations,
 * whosever they are. One process at a time, and all of it or nothing: a start that is interrupted begins again.
 *
 * @returns whether anything was put in
 */
export async function seedDemo({
  world,
  keystore,
  oidcIssuer,
}: {
  world: World
  keystore: Pick<Keystore, 'list' | 'create'>
  oidcIssuer: string
}): Promise<'seeded' | 'already-there'> {
  const client = await world.db.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    const there = await client.query('SELECT 1 FROM organisation LIMIT 1')
    if (there.rowCount !== 0) return 'already-there'
    for (const { slug } of demo.organisations) {
      const keys = await keystore.list(slug)
      if (keys.every(({ use }) => use === 'seal')) await keystore.create(slug, 'ES256', FOUNDED)
    }
    await inOneTransaction({ client, pool: world.db.pool, now: world.now }, async (db) => {
      await seedOrganisations({ world: { ...world, db }, oidcIssuer })
      await seedCases({ ...world, db })
      await seedVolunteers({ ...world, db })
    })
    return 'seeded'
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
    client.release()
  }
}
