import { parseArgs } from 'node:util'
import { parseDateTime } from '../../credential/time.ts'
import { type KeyRecord, type Keystore, stateOf } from '../../keys/index.ts'

/** One cache life of did.json and JWKS (security.md §1.4): whoever verifies has met the new key before it signs. */
const OVERLAP_MS = 24 * 3600_000

export interface KeysCommandInput {
  /** What stands after `keys`. */
  readonly words: readonly string[]
  readonly keystore: Keystore
  readonly now: Date
}

/** Does what the words say and returns what to print; undefined when they say nothing that is known. */
export async function keysCommand({ words, keystore, now }: KeysCommandInput): Promise<string | undefined> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { from: { type: 'string' }, at: { type: 'string' } },
  })
  const [verb, org, kid] = positionals
  if (verb === 'list') {
    const organisations = org === undefined ? await keystore.organisations() : [org]
    const records = await Promise.all(organisations.map((name) => keystore.list(name)))
    return records.flat().map(line(now)).join('\n') || 'The keystore is empty.'
  }
  if (verb === 'create' && org !== undefined) return line(now)(await keystore.create(org, 'ES256', now))
  if (verb === 'rotate' && org !== undefined) {
    const from = values.from === undefined ? new Date(now.getTime() + OVERLAP_MS) : parseDateTime(values.from)
    if (from < now) throw new Error('A key cannot begin in the past: what it signed would be older than itself.')
    return line(now)(await keystore.rotate(org, from))
  }
  if (verb === 'compromise' && org !== undefined && kid !== undefined) {
    return line(now)(await keystore.compromise(org, kid, values.at === undefined ? now : parseDateTime(values.at)))
  }
  return undefined
}

const line = (now: Date) => (record: KeyRecord) => {
  const { org, kid, alg, notBefore, notAfter = '…', compromisedAt } = record
  const stolen = compromisedAt === undefined ? '' : `, compromised ${compromisedAt}`
  return `${org.padEnd(22)} ${stateOf(record, now).padEnd(11)} ${alg.padEnd(5)} ${kid}  ${notBefore} – ${notAfter}${stolen}`
}
