import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Verdict, type VerificationResult, verifyDocument, type World } from '../../credential/verify/index.ts'
import type { Config } from '../../http/config.ts'
import { edcChecks } from '../../http/edc-checks.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'
import { problemOf } from '../../http/problem.ts'
import { readSealRoots } from '../../http/seal-roots.ts'
import { readTrustAnchors } from '../../http/trust-anchors.ts'
import { demoRootFile } from '../../keys/demo-authority.ts'
import { onlySealed } from '../../ui/only-sealed.ts'

export type Language = 'it' | 'en'

/** For whoever calls: 0 valid, 1 invalid, 2 cannot be verified; 3 is a call that was not understood. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { valid: 0, invalid: 1, unverifiable: 2 }
/** A valid seal of a body that nobody here knows: a program that asks for 0 alone does not take it for a recognised document. */
const ONLY_SEALED = 4

const WORDS = {
  it: {
    valid: 'VALIDO',
    invalid: 'NON VALIDO',
    unverifiable: 'NON VERIFICABILE',
    sealed: 'SIGILLO VALIDO, ENTE NON RICONOSCIUTO',
    passed: 'sì',
    failed: 'NO',
    'not-checked': 'non controllato',
    asOf: 'Verificato il',
    says: 'Dichiara di essere',
    recognised: 'Riconosciuto come',
    issuer: 'Emittente',
    contains: 'Contiene',
  },
  en: {
    valid: 'VALID',
    invalid: 'NOT VALID',
    unverifiable: 'CANNOT BE VERIFIED',
    sealed: 'VALID SEAL, BODY NOT RECOGNISED',
    passed: 'yes',
    failed: 'NO',
    'not-checked': 'not checked',
    asOf: 'Verified on',
    says: 'Says it is',
    recognised: 'Recognised as',
    issuer: 'Issuer',
    contains: 'Contains',
  },
} as const

export interface VerifyCommandInput {
  /** What stands after `verify`. */
  readonly words: readonly string[]
  readonly config: Config
  readonly now: Date
  /** As in `LANG`: Italian unless it names English. */
  readonly locale?: string | undefined
}

/** `attesta verify FILE`: the verdict of the page, in words or as JSON, and the exit code that says it. */
export async function verifyCommand({ words, config, now, locale = '' }: VerifyCommandInput): Promise<{ said: string; exitCode: number }> {
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
  if (file === undefined || more.length > 0) throw new Error('attesta verify takes one file.')
  const world = await worldOf({
    config,
    now,
    offline: values.offline,
    ...(values.anchors === undefined ? {} : { anchors: values.anchors }),
  })
  const expect = values.recipient === undefined ? {} : { expect: { recipient: values.recipient } }
  const result = await verifyDocument({ bytes: new Uint8Array(await readFile(file)), ...expect }, world)
  const language: Language = (values.lang ?? locale).startsWith('en') ? 'en' : 'it'
  return {
    said: values.json ? JSON.stringify(result) : inWords(result, language),
    exitCode: onlySealed(result) === undefined ? EXIT_CODES[result.verdict] : ONLY_SEALED,
  }
}

interface WorldInput {
  readonly config: Config
  readonly now: Date
  readonly offline: boolean
  readonly anchors?: string
}

/** Trusts whom the option names, else whom the settings name, else whom the demo that ran here trusts. */
async function worldOf({ config, now, offline, anchors }: WorldInput): Promise<World> {
  const { demo, issuerUrl, dataDir, trustAnchorsFile, seals } = config
  const ofDemo = join(dataDir, 'trust-anchors.json')
  const demoRoot = demoRootFile(dataDir)
  const rootsOfDemo = demo && seals.rootsFile === undefined && existsSync(demoRoot) ? { rootsFile: demoRoot } : {}
  const file = anchors ?? trustAnchorsFile ?? (demo && existsSync(ofDemo) ? ofDemo : undefined)
  return {
    now,
    ...(await edcChecks(config)),
    trust: await readTrustAnchors(file, await readSealRoots({ ...seals, ...rootsOfDemo })),
    fetch: offline
      ? () => Promise.reject(new TypeError('nothing is fetched offline'))
      : guardedFetch({ allowLoopbackHttp: demo, ownOrigins: demo ? [issuerUrl] : [] }),
    limits: { allowLoopbackHttp: demo },
  }
}

function inWords(result: VerificationResult, language: Language): string {
  const { asOf, checks, credential, contained } = result
  const words = WORDS[language]
  const lines = [wordOf(result, language), `${words.asOf} ${asOf}`]
  if (credential !== undefined) {
    const { title, number, issuer } = credential
    lines.push('', [title, number].filter((part) => part !== undefined && part !== '').join(' · '))
    lines.push(`${words.issuer}: ${issuer.id}`, `${words.says}: ${issuer.says}`)
    if (issuer.recognisedName !== undefined) lines.push(`${words.recognised}: ${issuer.recognisedName}`)
  }
  lines.push('')
  for (const { id, outcome, code, facts } of checks) {
    const problem = problemOf(code, facts)
    lines.push(`${words[outcome].padEnd(16)} ${id.padEnd(12)} ${problem[language]}`)
  }
  if (contained !== undefined) lines.push('', `${words.contains}:`, ...contained.flatMap((one) => ofMember(one, language)))
  return lines.map(plain).join('\n')
}

function wordOf(result: VerificationResult, language: Language): string {
  return onlySealed(result) === undefined ? WORDS[language][result.verdict] : WORDS[language].sealed
}

/** A document inside: its own verdict, what it says it is, and the check that decided. */
function ofMember(member: VerificationResult, language: Language): string[] {
  const { checks, credential } = member
  const said = [credential?.title, credential?.number].filter((part) => part !== undefined && part !== '')
  const deciding =
    checks.find(({ outcome }) => outcome === 'failed') ?? checks.find(({ outcome, required }) => outcome === 'not-checked' && required)
  const why = deciding === undefined ? [] : [`    ${deciding.id}: ${problemOf(deciding.code, deciding.facts)[language]}`]
  return [`- ${[wordOf(member, language), ...said].join(' · ')}`, ...why]
}

/** Letters of a stranger must not command the terminal. */
function plain(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '')
}
