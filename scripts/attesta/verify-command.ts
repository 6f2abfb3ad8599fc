import { createReadStream, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { AttestaError } from '../../credential/errors.ts'
import { type Verdict, verifyDocument, type World } from '../../credential/verify/index.ts'
import type { Config } from '../../http/config.ts'
import { edcChecks } from '../../http/edc-checks.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'
import { readSealRoots } from '../../http/seal-roots.ts'
import { readTrustAnchors } from '../../http/trust-anchors.ts'
import { demoRootFile } from '../../keys/demo-authority.ts'
import { onlySealed } from '../../ui/only-sealed.ts'
import { inWords } from './in-words.ts'
import { type Language, languageOf, OWN_WORDS } from './words.ts'

/** For whoever calls: 0 valid, 1 invalid, 2 cannot be verified; 3 is a call that was not understood. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { valid: 0, invalid: 1, unverifiable: 2 }
/** A valid seal of a body that nobody here knows: a program that asks for 0 alone does not take it for a recognised document. */
const ONLY_SEALED = 4

export interface VerifyCommandInput {
  /** What stands after `verify`. */
  readonly words: readonly string[]
  readonly config: Config
  readonly now: Date
  /** As in `LANG`: Italian unless it names English. */
  readonly locale?: string | undefined
  /** How registries and lists are asked, unless `--offline`. Default: with every address checked. */
  readonly fetch?: World['fetch']
}

export interface Answer {
  readonly said: string
  /** For whoever reads beside a program: whom this verdict trusts. */
  readonly aside?: string
  readonly exitCode: number
}

/** `attesta verify FILE`: the verdict of the page, in words or as JSON, and the exit code that says it. */
export async function verifyCommand({ words, config, now, locale = '', fetch }: VerifyCommandInput): Promise<Answer> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      anchors: { type: 'string' },
      json: { type: 'boolean', default: false },
      lang: { type: 'string' },
      recipient: { type: 'string' },
      offline: { type: 'boolean', default: false },
    },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new AttestaError('cli.one-file')
  const { offline, anchors, recipient } = values
  const anchored = anchorsFor(config, anchors)
  const world = await worldOf({ config, now, offline, anchored, ...(fetch === undefined ? {} : { fetch }) })
  const expect = recipient === undefined ? {} : { expect: { recipient } }
  const result = await verifyDocument({ bytes: await contentOf(file), ...expect }, world)
  const language = languageOf(values.lang ?? locale)
  const trusts = whomItTrusts({ world, anchored, language })
  const exitCode = onlySealed(result) === undefined ? EXIT_CODES[result.verdict] : ONLY_SEALED
  if (values.json) return { said: JSON.stringify(result), aside: trusts, exitCode }
  return { said: inWords(result, { language, trusts }), exitCode }
}

/** More than any document may have: what is larger is refused by what was read of it. */
const ENOUGH_BYTES = 8 * 1024 * 1024

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    const pieces: Buffer[] = []
    for await (const piece of createReadStream(file, { end: ENOUGH_BYTES })) pieces.push(piece)
    return new Uint8Array(Buffer.concat(pieces))
  } catch (cause) {
    throw new AttestaError('cli.file', { file: basename(file) }, { cause })
  }
}

interface Anchored {
  readonly by: 'option' | 'setting' | 'demo' | 'nobody'
  readonly file?: string
}

/** Trusts whom the option names, else whom the settings name, else whom the demo that ran here trusts. */
function anchorsFor({ demo, dataDir, trustAnchorsFile }: Config, option: string | undefined): Anchored {
  if (option !== undefined) return { by: 'option', file: option }
  if (trustAnchorsFile !== undefined) return { by: 'setting', file: trustAnchorsFile }
  const ofDemo = join(dataDir, 'trust-anchors.json')
  return demo && existsSync(ofDemo) ? { by: 'demo', file: ofDemo } : { by: 'nobody' }
}

interface WorldInput {
  readonly config: Config
  readonly now: Date
  readonly offline: boolean
  readonly anchored: Anchored
  readonly fetch?: World['fetch']
}

async function worldOf({ config, now, offline, anchored, fetch }: WorldInput): Promise<World> {
  const { demo, issuerUrl, dataDir, seals } = config
  const demoRoot = demoRootFile(dataDir)
  const rootsOfDemo = demo && seals.rootsFile === undefined && existsSync(demoRoot) ? { rootsFile: demoRoot } : {}
  const asked = fetch ?? guardedFetch({ allowLoopbackHttp: demo, ownOrigins: demo ? [issuerUrl] : [] })
  return {
    now,
    ...(await edcChecks(config)),
    trust: await readTrustAnchors(anchored.file, await readSealRoots({ ...seals, ...rootsOfDemo })),
    fetch: offline ? () => Promise.reject(new TypeError('nothing is fetched offline')) : asked,
    limits: { allowLoopbackHttp: demo },
  }
}

/** Names that a line bears. */
const MOST_NAMES = 3

/** A verdict is worth as much as whoever it believes, so that is told, and who said so. */
function whomItTrusts({ world, anchored, language }: { world: World; anchored: Anchored; language: Language }): string {
  const words = OWN_WORDS[language]
  const { by, file = '' } = anchored
  if (by === 'nobody') return `${words.trusts}: ${words.nobody}`
  const names = world.trust.issuers.map(({ name }) => name)
  const told = names.slice(0, MOST_NAMES).join(', ')
  const more = names.length > MOST_NAMES ? ` ${words.more} ${names.length - MOST_NAMES}` : ''
  return `${words.trusts}: ${told === '' ? '—' : told}${more} (${words[by]}: ${file})`
}
