import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseDateTime } from '../../credential/time.ts'
import { generateSealKey, type KeyRecord, type Keystore, requestSeal, stateOf } from '../../keys/index.ts'

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
    options: {
      from: { type: 'string' },
      at: { type: 'string' },
      key: { type: 'string' },
      name: { type: 'string' },
      identifier: { type: 'string' },
      country: { type: 'string' },
      alg: { type: 'string' },
    },
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
  if (verb === 'seal-request' && org !== undefined) return sealRequest({ org, keystore, now, ...values })
  if (verb === 'seal-import' && org !== undefined && kid !== undefined) {
    return line(now)(await importSeal({ org, keystore, now, chain: kid, ...(values.key === undefined ? {} : { key: values.key }) }))
  }
  return undefined
}

interface SealRequestInput {
  readonly org: string
  readonly keystore: Keystore
  readonly now: Date
  readonly name?: string
  readonly identifier?: string
  readonly country?: string
  readonly alg?: string
}

/** A key for a seal that stays in the keystore, and the request for its certificate, as an authority takes it. */
async function sealRequest({ org, keystore, now, name, identifier, country = 'IT', alg = 'RS256' }: SealRequestInput): Promise<string> {
  if (name === undefined || identifier === undefined)
    throw new Error('A seal needs --name (legal name) and --identifier (VATIT-…, NTRIT-…).')
  if (alg !== 'RS256' && alg !== 'ES256') throw new Error('--alg is RS256 or ES256.')
  const privateKey = await generateSealKey(alg)
  await keystore.addSeal({ org, privateKey, from: now })
  const subject = { commonName: `Sigillo di ${name}`, organization: name, country, organizationIdentifier: identifier }
  return requestSeal({ privateKey, subject })
}

interface ImportSealInput {
  readonly org: string
  readonly keystore: Keystore
  readonly now: Date
  /** PEM files: the certificates, own first; and the key, unless the keystore has it from a request. */
  readonly chain: string
  readonly key?: string
}

async function importSeal({ org, keystore, now, chain, key }: ImportSealInput): Promise<KeyRecord> {
  const certificates = [await readFile(chain, 'utf8')]
  if (key === undefined) return keystore.certifySeal(org, certificates)
  return keystore.addSeal({ org, privateKey: await readFile(key, 'utf8'), certificates, from: now })
}

const line = (now: Date) => (record: KeyRecord) => {
  const { org, kid, alg, notBefore, notAfter = '…', compromisedAt, use, certificates } = record
  const stolen = compromisedAt === undefined ? '' : `, compromised ${compromisedAt}`
  const seal = use === undefined ? '' : certificates === undefined ? ', seal that waits for its certificate' : ', seal'
  return `${org.padEnd(22)} ${stateOf(record, now).padEnd(11)} ${alg.padEnd(5)} ${kid}  ${notBefore} – ${notAfter}${stolen}${seal}`
}
