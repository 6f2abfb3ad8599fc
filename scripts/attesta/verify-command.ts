import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { AttestaError } from '../../credential/errors.ts'
import { type Verdict, type VerificationResult, verifyDocument, type World } from '../../credential/verify/index.ts'
import type { Config } from '../../http/config.ts'
import { edcChecks } from '../../http/edc-checks.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'
import { problemOf } from '../../http/problem.ts'
import { readSealRoots } from '../../http/seal-roots.ts'
import { readTrustAnchors } from '../../http/trust-anchors.ts'
import { demoRootFile } from '../../keys/demo-authority.ts'
import english from '../../ui/locales/verdict/en.json' with { type: 'json' }
import italian from '../../ui/locales/verdict/it.json' with { type: 'json' }
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
    asOf: 'Verificato (ora di Roma):',
    form: 'Formato',
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
    asOf: 'Verified (time of Rome):',
    form: 'Format',
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

/** Italian unless a locale as in `LANG` names English. */
export function languageOf(locale = ''): Language {
  return locale.startsWith('en') ? 'en' : 'it'
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
  if (file === undefined || more.length > 0) throw new AttestaError('cli.one-file')
  const world = await worldOf({
    config,
    now,
    offline: values.offline,
    ...(values.anchors === undefined ? {} : { anchors: values.anchors }),
  })
  const expect = values.recipient === undefined ? {} : { expect: { recipient: values.recipient } }
  const result = await verifyDocument({ bytes: await contentOf(file), ...expect }, world)
  const language = languageOf(values.lang ?? locale)
  return {
    said: values.json ? JSON.stringify(result) : inWords(result, language),
    exitCode: onlySealed(result) === undefined ? EXIT_CODES[result.verdict] : ONLY_SEALED,
  }
}

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (cause) {
    throw new AttestaError('cli.file', { file: basename(file) }, { cause })
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

/** The word, the sentence of the check that decided and what to do about it, what the document says, and each check. */
function inWords(result: VerificationResult, language: Language): string {
  const { asOf, checks, credential, contained } = result
  const words = WORDS[language]
  const lines = [wordOf(result, language)]
  const deciding = decidingOf(result)
  if (deciding !== undefined) {
    const problem = problemOf(deciding.code, deciding.facts)
    lines.push(problem[language], problem.next[language])
  }
  lines.push(`${words.asOf} ${inRome(asOf, language)}`)
  if (credential !== undefined) {
    const { title, number, issuer, form } = credential
    lines.push('', [title, number].filter((part) => part !== undefined && part !== '').join(' · '))
    lines.push(`${words.form}: ${form}`, `${words.issuer}: ${issuer.id}`, `${words.says}: ${issuer.says}`)
    if (issuer.recognisedName !== undefined) lines.push(`${words.recognised}: ${issuer.recognisedName}`)
  }
  lines.push('')
  const made = checks.filter(({ code }) => code !== SKIPPED)
  for (const { id, outcome, code, facts } of made)
    lines.push(`${words[outcome].padEnd(16)} ${nameOf(id, language).padEnd(26)} ${problemOf(code, facts)[language]}`)
  const skipped = checks.filter(({ code }) => code === SKIPPED).map(({ id }) => nameOf(id, language))
  if (skipped.length > 0) lines.push(`${words['not-checked'].padEnd(16)} ${skipped.join(', ')}: ${problemOf(SKIPPED)[language]}`)
  if (contained !== undefined) lines.push('', `${words.contains}:`, ...contained.flatMap((one) => ofMember(one, language)))
  return lines.map(plain).join('\n')
}

const SKIPPED = 'check.skipped'

function decidingOf({ checks }: VerificationResult) {
  return checks.find(({ outcome }) => outcome === 'failed') ?? checks.find(({ outcome, required }) => outcome === 'not-checked' && required)
}

/** A check as the page names it. */
function nameOf(id: string, language: Language): string {
  const names: Readonly<Record<string, string>> = language === 'en' ? english : italian
  return names[`check.${id}`] ?? id
}

function inRome(instant: string, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : 'it'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Rome' }).format(new Date(instant))
}

function wordOf(result: VerificationResult, language: Language): string {
  return onlySealed(result) === undefined ? WORDS[language][result.verdict] : WORDS[language].sealed
}

/** A document inside: its own verdict, what it says it is, and the check that decided. */
function ofMember(member: VerificationResult, language: Language): string[] {
  const { credential } = member
  const said = [credential?.title, credential?.number].filter((part) => part !== undefined && part !== '')
  const deciding = decidingOf(member)
  const why = deciding === undefined ? [] : [`    ${nameOf(deciding.id, language)}: ${problemOf(deciding.code, deciding.facts)[language]}`]
  return [`- ${[wordOf(member, language), ...said].join(' · ')}`, ...why]
}

/** Letters of a stranger must not command the terminal. */
function plain(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '')
}
