import { join } from 'node:path'
import { AttestaError } from '../../credential/errors.ts'
import { loadConfig } from '../../http/config.ts'
import { problemOf } from '../../http/problem.ts'
import { openKeystore, readPassphrase } from '../../keys/index.ts'
import { keysCommand } from './keys-command.ts'

const USAGE = `npm run attesta -- keys list [ORGANISATION]
npm run attesta -- keys create ORGANISATION                                     its first key, or the next one after a theft
npm run attesta -- keys rotate ORGANISATION [--from 2026-01-31T00:00:00Z]      default: in 24 hours, so that the new key is known before it signs
npm run attesta -- keys compromise ORGANISATION KID [--at 2026-01-31T00:00:00Z]   default: now; nothing signed with it is believed any more
npm run attesta -- keys seal-request ORGANISATION --name NAME --identifier VATIT-… [--alg RS256|ES256]   a key for its seal, and the request (PKCS #10) for the authority
npm run attesta -- keys seal-import ORGANISATION CHAIN.pem [--key KEY.pem]      its certificates, own first; the key, unless it comes from seal-request`

/** `npm run attesta -- keys …`: what the operator does with the keystore. */
async function main(): Promise<void> {
  const [noun, ...words] = process.argv.slice(2)
  if (noun !== 'keys' || words.length === 0) {
    console.error(USAGE)
    process.exit(1)
  }
  const { dataDir, demo, passphraseFile } = loadConfig(process.env)
  const passphrase = await readPassphrase({ dataDir, demo, ...(passphraseFile === undefined ? {} : { file: passphraseFile }) })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase })
  const said = await keysCommand({ words, keystore, now: new Date() })
  console.log(said ?? USAGE)
  if (said === undefined) process.exit(1)
}

main().catch((error: unknown) => {
  if (error instanceof AttestaError) {
    const { en, next } = problemOf(error.code, error.facts)
    console.error(`${en} ${next.en}`)
  } else {
    console.error(error instanceof Error ? error.message : error)
  }
  process.exit(1)
})
