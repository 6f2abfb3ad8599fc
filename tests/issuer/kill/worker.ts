import { appendFileSync, openSync, writeSync } from 'node:fs'
import pg from 'pg'
import { openDatabase } from '../../../issuer/db/database.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { runReleaseWorker } from '../../../issuer/steps/release-worker.ts'
import { memorySigner } from '../memory-signer.ts'

/** A process that releases until it is killed, and writes down what it was told is durable. */
const [url = '', journal = '', limit = '1000000'] = process.argv.slice(2)
const begun = openSync(`${journal}.begun`, 'a')
const pool = new pg.Pool({ connectionString: url, max: 1 })
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000)
const signer = memorySigner()
/** Asked for in the middle of a release: the index is reserved, nothing is durable yet. */
const signerFor = async () => {
  writeSync(begun, 'b')
  writeSync(1, 'b')
  return signer
}
const db = openDatabase({ pool, now })
const actor = await actorOf({ sub: 'officer-orobie', role: 'officer' }, db)
writeSync(1, 'r')
await runReleaseWorker(
  {
    actor,
    limit: Number(limit),
    onReleased({ caseId, number }) {
      appendFileSync(journal, `${caseId} ${number}\n`)
      writeSync(1, '.')
    },
  },
  { db, now, issuerUrl: 'http://localhost:4000', offerTtlSeconds: 600, signerFor },
)
await pool.end()
