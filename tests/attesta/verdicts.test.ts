import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../credential/attestation/index.ts'
import { composeCode } from '../../credential/cose/index.ts'
import { composeEdc } from '../../credential/edc/index.ts'
import { sealJades } from '../../credential/jades/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { bake } from '../../credential/open-badge/index.ts'
import type { World } from '../../credential/verify/world.ts'
import { loadConfig } from '../../http/config.ts'
import { verifyCommand } from '../../scripts/attesta/verify-command.ts'
import { pictures } from '../credential/edc/pictures.ts'
import { badge, NOW, organization, publishedBadge2, record, school, web2 } from '../credential/verify/badges-of-others.ts'
import { badgeToken } from '../credential/verify/findings/badges.ts'
import { BODY_IDENTIFIER, demo, ENDED, pki, seal } from '../credential/verify/findings/world.ts'
import { pdf, svg } from '../credential/verify/strict-carriers.ts'
import { type Changes, INDEX, moments } from '../fixtures/demo-world.ts'

// The exit code, the word and the sentence of `attesta verify FILE` are those of the verdict page, for every form and every verdict that it may have.

const folder = mkdtempSync(join(tmpdir(), 'attesta-verdicts-'))
const written = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

interface Form {
  /** The document, by its genuine issuer; with changes that it signs. */
  readonly make: (changes?: Changes) => Promise<string | Uint8Array>
  readonly spoil: (content: Uint8Array) => Uint8Array
  readonly end?: () => Promise<string | Uint8Array>
  readonly anchors: readonly JsonObject[]
  readonly now: Date
  readonly fetch: World['fetch']
  /** Acts of ours can be suspended and annulled. */
  readonly isAct: boolean
}

const NOTHING_SHOWN = 'AUTENTICO, MA NON MOSTRA CHE COSA È STATO VALUTATO'
const REGION = { id: demo.region.did, name: demo.region.name, kind: 'region' }
const ofDemo = { anchors: [REGION], now: moments.now, fetch: demo.web.fetch, isAct: true }

/** One letter of what is signed, wherever it stands in these bytes. */
const letter = (before: string, after: string) => (content: Uint8Array) => {
  const text = Buffer.from(content).toString('latin1')
  expect(text).toContain(before)
  return Buffer.from(text.replaceAll(before, after), 'latin1')
}
/** A letter of the claims of a token, before its second dot. */
const inToken = (content: Uint8Array) => {
  const text = Buffer.from(content).toString()
  const [header = '', payload = '', ...rest] = text.split('.')
  const claims = Buffer.from(payload, 'base64url').toString().replace('Diversity', 'Diversitj')
  return Buffer.from([header, Buffer.from(claims).toString('base64url'), ...rest].join('.'))
}
/** A letter of base45 is one of three that make two bytes. */
const inCode = (content: Uint8Array) => {
  const text = Buffer.from(content).toString()
  const at = text.length - 40
  return Buffer.from(text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1))
}

const png = new Uint8Array(Buffer.from(pictures[0]?.content ?? '', 'base64'))
const badgeText = async (changes?: Changes) => JSON.stringify(await demo.issueBadge(changes))

async function sealed(changes: Changes = {}, edit: (document: JsonObject) => JsonObject = (given) => given): Promise<string> {
  const attestation = await demo.compose(changes)
  const issuer = { id: demo.body.did, legalName: demo.body.name, eidasIdentifier: BODY_IDENTIFIER, country: 'IT' }
  const document = composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures })
  return sealJades({ payload: JSON.stringify(edit(document)), ...seal, signedAt: moments.copied })
}

async function paperCode(changes: Changes = {}): Promise<string> {
  const attestation = await demo.compose(changes)
  const { signer, slug } = demo.body
  const composed = await composeCode({ attestation, digest: digestOf(attestation), signer, at: moments.copied })
  if (composed === undefined) throw new Error('the act has no code')
  for (const { sha256, credential } of composed.authority)
    demo.web.serve(`http://localhost:4000/org/${slug}/authority/${sha256}`, credential)
  return composed.text
}

const clr = async (members: JsonObject = {}) => JSON.stringify(await school.sign(record([await school.sign(badge(school))], members)))
const hosted = (members: JsonObject = {}): JsonObject => ({ ...publishedBadge2, ...members })

const FORMS: Readonly<Record<string, Form>> = {
  'an SD-JWT VC': { ...ofDemo, make: (changes) => demo.issue(changes), spoil: inToken },
  'an Open Badge': { ...ofDemo, make: badgeText, spoil: letter('Diversity', 'Diversitj') },
  'an Open Badge as JWT': {
    ...ofDemo,
    make: async (changes) => badgeToken({ document: await demo.issueBadge(changes) }),
    spoil: inToken,
  },
  'an Open Badge in a PNG': {
    ...ofDemo,
    make: async (changes) => bake({ picture: png, document: await demo.issueBadge(changes) }),
    spoil: letter('Diversity', 'Diversitj'),
  },
  'an Open Badge in an SVG': {
    ...ofDemo,
    make: async (changes) => svg(await badgeText(changes)),
    spoil: letter('Diversity', 'Diversitj'),
  },
  'a PDF': {
    ...ofDemo,
    make: async (changes) => pdf(Buffer.from(await badgeText(changes)), demo.attestation),
    // What it carries is packed; the paper of somebody who put a spoilt badge inside.
    spoil: (content) => content,
  },
  'a European credential': { ...ofDemo, make: (changes) => sealed(changes), spoil: letter('Diversity', 'Diversitj') },
  'a code on paper': { ...ofDemo, make: paperCode, spoil: inCode },
  'a learner record': {
    make: () => clr(),
    spoil: letter('Saldatura', 'Saldatora'),
    end: () => clr({ validUntil: ENDED }),
    anchors: [{ id: school.did, name: 'Scuola', kind: 'issuer' }],
    now: NOW,
    fetch: web2().fetch,
    isAct: false,
  },
  'a badge of Open Badges 2.0': {
    make: async () => JSON.stringify(hosted()),
    spoil: letter('2016', '2015'),
    anchors: [{ id: organization, name: 'Organizzazione', kind: 'issuer' }],
    now: NOW,
    fetch: web2().fetch,
    isAct: false,
  },
}

/** `exit code 0 valid, 1 not valid, …`, as the documentation has it. */
const CODES = Object.fromEntries(
  [...(/exit code (.+)$/m.exec(readFileSync('docs/vc-api.md', 'utf8'))?.[1] ?? '').matchAll(/(\d) ([^,]+)/g)].map(([, code, what]) => [
    what,
    Number(code),
  ]),
)

interface Told {
  readonly word: string
  readonly sentence: string
  readonly exitCode: number
  readonly verdict: string
  readonly first: string
}

async function told(form: Form, content: string | Uint8Array, { anchors = form.anchors, lang = 'it' } = {}): Promise<Told> {
  const words = [written('document', content), '--anchors', written('anchors.json', JSON.stringify(anchors)), '--lang', lang]
  const config = loadConfig({ ATTESTA_DATA: folder, SEAL_ROOTS: written('roots.pem', pki.root.pem) })
  const { now, fetch } = form
  const { said, exitCode } = await verifyCommand({ words, config, now, fetch })
  const json = await verifyCommand({ words: [...words, '--json'], config, now, fetch })
  expect(json.exitCode).toBe(exitCode)
  const { verdict, checks } = JSON.parse(json.said)
  const [word = '', sentence = ''] = said.split('\n')
  const first = checks.find(({ outcome, required }: { outcome: string; required: boolean }) => outcome !== 'passed' && required)
  return { word, sentence, exitCode, verdict, first: first?.code ?? 'none' }
}

beforeAll(() => {
  expect(CODES).toMatchObject({ valid: 0, 'not valid': 1, 'cannot be verified': 2, 'no answer': 3 })
})

describe.each(Object.entries(FORMS))('%s', (name, form) => {
  afterEach(() => demo.publishStatus([]))

  test('that is valid', async () => {
    const content = await form.make()
    expect(await told(form, content)).toMatchObject({
      word: 'VALIDO',
      sentence: expect.stringMatching(/^(Attestato di competenza|Documento) autentico, rilasciato da .+ e in corso di validità al .+\.$/),
      exitCode: CODES.valid,
      verdict: 'valid',
    })
    expect((await told(form, content, { lang: 'en' })).word).toBe('VALID')
  })

  test('that was changed', async () => {
    const spoilt =
      name === 'a PDF'
        ? await pdf(letter('Diversity', 'Diversitj')(Buffer.from(await badgeText())), demo.attestation)
        : form.spoil(Buffer.from(await form.make()))
    const answer = await told(form, spoilt)
    expect(answer).toMatchObject({ word: 'NON VALIDO', exitCode: CODES['not valid'], verdict: 'invalid' })
    expect(answer.sentence).toMatch(/^[A-Z].+\.$/)
  })

  test('of somebody whom nobody here knows', async () => {
    const answer = await told(form, await form.make(), { anchors: [] })
    expect(answer).toMatchObject({
      word: 'NON VERIFICABILE',
      exitCode: CODES['cannot be verified'],
      verdict: 'unverifiable',
      first: expect.stringMatching(/^recognition\./),
    })
    expect((await told(form, await form.make(), { anchors: [], lang: 'en' })).word).toBe('NOT VERIFIABLE')
  })

  if (form.isAct || form.end !== undefined) {
    test('that has ended', async () => {
      const ended = await (form.end?.() ?? form.make({ attestation: { validUntil: ENDED } }))
      expect(await told(form, ended)).toMatchObject({
        word: 'NON VALIDO',
        exitCode: CODES['not valid'],
        verdict: 'invalid',
        first: 'validity.ended',
      })
    })
  }

  if (form.isAct) {
    test.each([
      ['sospeso', 'Sospeso da Orobie Formazione e Lavoro dal 20 maggio 2026: verifica in corso.', 'verifica-in-corso'],
      ['annullato', 'Annullato da Orobie Formazione e Lavoro il 20 maggio 2026: errore materiale nei dati.', 'errore-materiale'],
    ] as const)('of an act that is %s', async (word, sentence, reasonClass) => {
      await demo.publishStatus([{ index: INDEX, word, since: '2026-05-20T00:00:00Z', reasonClass }])
      expect(await told(form, await form.make())).toMatchObject({
        word: 'NON VALIDO',
        sentence,
        exitCode: CODES['not valid'],
        verdict: 'invalid',
      })
    })

    test('whose lists and registries do not answer', async () => {
      const silent = { ...form, fetch: () => Promise.reject(new TypeError('fetch failed')) }
      expect(await told(silent, await form.make())).toMatchObject({
        word: 'NON VERIFICABILE',
        exitCode: CODES['cannot be verified'],
        verdict: 'unverifiable',
      })
    })
  }
})

describe('what is more than one of three verdicts', () => {
  test('a valid seal of a body that is not recognised has a word and a code of its own', async () => {
    const foreign = ({ attachment: _, credentialStatus: __, ...document }: JsonObject): JsonObject => ({
      ...document,
      issuer: { ...(document.issuer as JsonObject), id: 'urn:epass:org:1' },
    })
    const form = { ...ofDemo, make: () => sealed({}, foreign), spoil: (content: Uint8Array) => content }
    expect(await told(form, await form.make())).toMatchObject({
      word: 'SIGILLO VALIDO, ENTE NON RICONOSCIUTO DA NOI',
      sentence: `Sigillo valido di ${demo.body.name} (${BODY_IDENTIFIER}). Attesta non sa se questo ente può rilasciare documenti come questo.`,
      exitCode: CODES['valid seal of a body that is not recognised'],
      verdict: 'valid',
    })
  })

  test('a genuine act that shows no competence is valid, and is not told as a certificate', async () => {
    const { presentSdJwt } = await import('../../credential/sd-jwt/index.ts')
    const bare = await presentSdJwt({ sdJwt: demo.sdJwt, disclose: (_, path) => path.join('/') === 'given_name' })
    expect(await told({ ...ofDemo, make: async () => bare, spoil: (content) => content }, bare)).toMatchObject({
      word: NOTHING_SHOWN,
      exitCode: CODES.valid,
      verdict: 'valid',
    })
  })
})

describe('whom a verdict trusts', () => {
  const line = async (words: readonly string[], settings: Record<string, string>) => {
    const config = loadConfig({ ATTESTA_DATA: folder, ...settings })
    const { said, aside } = await verifyCommand({
      words: [written('trust', demo.sdJwt), ...words],
      config,
      now: moments.now,
      fetch: demo.web.fetch,
    })
    return [said.split('\n').find((one) => /^(Si fida di|Trusts):/.test(one)), aside]
  }
  const file = () => written('whom.json', JSON.stringify([REGION]))

  test('is told in one line, with who said so', async () => {
    const region = demo.region.name
    expect(await line(['--anchors', file()], {})).toEqual([`Si fida di: ${region} (da --anchors: ${file()})`, undefined])
    expect(await line(['--lang', 'en'], { TRUST_ANCHORS: file() })).toEqual([`Trusts: ${region} (by TRUST_ANCHORS: ${file()})`, undefined])
    expect(await line([], {})).toEqual(['Si fida di: nessuno; con --anchors FILE o TRUST_ANCHORS si dice di chi', undefined])
    const ofDemoFolder = join(folder, 'trust-anchors.json')
    writeFileSync(ofDemoFolder, JSON.stringify(Array.from({ length: 5 }, (_, index) => ({ ...REGION, name: `Ente ${index + 1}` }))))
    expect(await line([], {})).toEqual([`Si fida di: Ente 1, Ente 2, Ente 3 e altri 2 (dalla dimostrazione: ${ofDemoFolder})`, undefined])
  })

  test('stands beside the JSON, not in it', async () => {
    expect(await line(['--json', '--anchors', file()], {})).toEqual([
      undefined,
      `Si fida di: ${demo.region.name} (da --anchors: ${file()})`,
    ])
  })
})
