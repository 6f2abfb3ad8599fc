import { parseArgs } from 'node:util'
import { loadConfig } from '../../http/config.ts'
import { openPool } from '../../http/db.ts'
import { type Database, openDatabase } from '../../issuer/db/database.ts'
import { dueDossiers } from '../../issuer/retention/due-dossiers.ts'
import { dueEvidence } from '../../issuer/retention/due-evidence.ts'
import { eraseDue } from '../../issuer/retention/erase-due.ts'
import { eraseEvidence } from '../../issuer/retention/erase-evidence.ts'
import { dueImportLines, dueVolunteers, eraseVolunteers } from '../../issuer/retention/erase-volunteers.ts'

/** `npm run erase [-- --dry-run]`: removes the dossiers, the files in them and the volunteers whose time is over, or only says which. The service does the same every hour. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
  const pool = openPool(loadConfig(process.env))
  const now = () => new Date()
  const db = openDatabase({ pool, now })
  const dry = values['dry-run']
  const failed: string[] = []
  const onFailed = ({ number }: { number: string }) => failed.push(number)
  const unknown: string[] = []
  const onUnknownRules = ({ id, version }: { id: string; version: string }) => unknown.push(`${id} ${version}`)
  const dossiers = dry
    ? await dueDossiers({ at: now(), most: 10_000, onUnknownRules }, db)
    : await eraseDue({ db, now, onFailed, onUnknownRules })
  for (const { number, due } of dossiers) console.log(`${number}  due since ${due}${dry ? '' : '  removed'}`)
  console.log(dry ? `${dossiers.length} dossiers are due. Nothing was removed.` : `${dossiers.length} dossiers were removed.`)
  const files = dry ? await dueEvidence({ at: now(), most: 10_000 }, db) : await eraseEvidence({ db, now, onFailed })
  for (const { number, class: of, due } of files) console.log(`${number}  files of class ${of} due since ${due}${dry ? '' : '  removed'}`)
  if (dry) await sayVolunteers({ db, at: now() })
  else console.log(`${await eraseVolunteers({ db, at: now() })} volunteers were taken out of their registers.`)
  for (const number of failed) console.error(`${number}  could NOT be removed; nothing of it was.`)
  for (const rules of unknown) console.error(`${rules}  is not here: dossiers of cases under these rules were NOT looked at.`)
  await pool.end()
  if (failed.length > 0 || unknown.length > 0) process.exitCode = 1
}

/** Whose time in a register of volunteers is over, by the id that the audit trail has too: no name is written out. */
async function sayVolunteers({ db, at }: { db: Database; at: Date }): Promise<void> {
  const volunteers = await dueVolunteers({ at, most: 10_000 }, db)
  for (const { volunteerId, due } of volunteers) console.log(`volunteer ${volunteerId}  due since ${due}`)
  console.log(`${volunteers.length} volunteers and ${await dueImportLines(at, db)} lines of files are due. Nothing was removed.`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
