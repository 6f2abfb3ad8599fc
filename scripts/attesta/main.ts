import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openContexts } from '../../credential/contexts/index.ts'
import { deriveDocument } from '../../credential/data-integrity/selective/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, parseStrictJson } from '../../credential/json/index.ts'
import { loadConfig } from '../../http/config.ts'
import { problemOf } from '../../http/problem.ts'
import { openKeystore, readPassphrase } from '../../keys/index.ts'
import { featureCommand, pathsIn } from './feature-command.ts'
import { keysCommand } from './keys-command.ts'
import { verifyCommand } from './verify-command.ts'
import { languageOf } from './words.ts'

const USAGE = `npm run attesta -- verify FILE [--json] [--lang it|en] [--offline] [--anchors FILE] [--recipient 'NAME, BIRTH DATE, E-MAIL OR CODE']
    the verdict of the page; exit code 0 valid, 1 not valid, 2 cannot be verified, 3 no answer, 4 valid seal of a body that is not recognised
npm run attesta -- issue|verify --input FILE --key FILE --feature FEATURE [--sd PATHS] --output FILE
    one document with one key: credential_ or presentation_, with jose, sdjwt or cose (docs/vc-api.md)
npm run attesta -- derive --input FILE --pointers POINTERS --output FILE
    a copy that shows a part: ecdsa-sd-2023, bbs-2023
npm run attesta -- keys list [ORGANISATION]
npm run attesta -- keys create ORGANISATION                                     its first key, or the next one after a theft
npm run attesta -- keys rotate ORGANISATION [--from 2026-01-31T00:00:00Z]      default: in 24 hours, so that the new key is known before it signs
npm run attesta -- keys compromise ORGANISATION KID [--at 2026-01-31T00:00:00Z]   default: now; nothing signed with it is believed any more
npm run attesta -- keys seal-request ORGANISATION --name NAME --identifier VATIT-… [--alg RS256|ES256]   a key for its seal, and the request (PKCS #10) for the authority
npm run attesta -- keys seal-import ORGANISATION CHAIN.pem [--key KEY.pem]      its certificates, own first; the key, unless it comes from seal-request`

/** Not a verdict: the call was not understood, or a file could not be read. */
const NO_ANSWER = 3

/** What the words ask for; undefined for words that mean nothing here. */
async function run([noun, ...words]: readonly string[]): Promise<{ said?: string; aside?: string; exitCode: number } | undefined> {
  if (noun === 'keys' && words.length > 0) return keys(words)
  if ((noun === 'issue' || noun === 'verify') && words.includes('--feature')) {
    await featureCommand({ verb: noun, words })
    return { exitCode: 0 }
  }
  if (noun === 'verify') return verifyCommand({ words, config: loadConfig(process.env), now: new Date(), locale: process.env.LANG })
  if (noun === 'derive') return derive(words)
  return undefined
}

async function keys(words: readonly string[]): Promise<{ said: string; exitCode: number }> {
  const { dataDir, demo, passphraseFile } = loadConfig(process.env)
  const passphrase = await readPassphrase({ dataDir, demo, ...(passphraseFile === undefined ? {} : { file: passphraseFile }) })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase })
  const said = await keysCommand({ words, keystore, now: new Date() })
  return { said: said ?? USAGE, exitCode: said === undefined ? 1 : 0 }
}

async function derive(words: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({
    args: [...words],
    options: { input: { type: 'string' }, pointers: { type: 'string' }, output: { type: 'string' } },
  })
  const { input = '', pointers = '[]', output = '' } = values
  const document = parseStrictJson(new Uint8Array(await readFile(input)))
  if (!isObject(document)) throw new AttestaError('vc.not-object')
  const derived = await deriveDocument({ document, selectivePointers: pathsIn(pointers), contexts: openContexts })
  await writeFile(output, `${JSON.stringify(derived)}\n`)
  return { exitCode: 0 }
}

function wordAfter(option: string): string | undefined {
  const at = process.argv.indexOf(option)
  return at === -1 ? undefined : process.argv[at + 1]
}

run(process.argv.slice(2)).then(
  (answer) => {
    if (answer?.said !== undefined) console.log(answer.said)
    if (answer?.aside !== undefined) console.error(answer.aside)
    if (answer === undefined) console.error(USAGE)
    process.exitCode = answer?.exitCode ?? NO_ANSWER
  },
  (error: unknown) => {
    if (error instanceof AttestaError) {
      const language = languageOf(wordAfter('--lang') ?? process.env.LANG)
      const problem = problemOf(error.code, error.facts)
      console.error(`${problem[language]} ${problem.next[language]}`)
    } else {
      console.error(error instanceof Error ? error.message : error)
    }
    process.exitCode = NO_ANSWER
  },
)
