import fc from 'fast-check'
import type { Attestation, Competence, Outcome, Qualification } from '../../../credential/attestation/attestation.ts'
import { saltPaths } from '../../../credential/attestation/index.ts'
import { encode } from '../../../credential/base64url.ts'

// Records of any content, for round trips: names as people have them, and as nobody has.

const letters = fc.constantFrom(...'aàáâäèéìòùñçßøÅŠžłĐĦİıαЖяאبहन中あ한😀𝒳\u{1f9d1}\u200d\u{1f33e}’\'"`´-. &<>\\/{}%@:_#ǅﬁ～\u0301\u200f')
export const line = fc.string({ unit: letters, minLength: 1, maxLength: 30 })
const code = fc.string({ unit: fc.constantFrom(...'ABCXYZ0189.-/ à'), minLength: 1, maxLength: 12 })
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, -5)}Z`)
const level = fc.integer({ min: 1, max: 8 })
const translated = optionally({ it: line }, { en: line, fr: line, es: line, uk: line, ar: line })
const repertory = fc.record({ name: line, release: code, section: line })
const versioned = fc.array(fc.record({ code, version: code }), { maxLength: 3 })
const amount = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.integer({ min: 0, max: 5000 }).map((hours) => hours + 0.5),
)

const competence: fc.Arbitrary<Competence> = optionally(
  {
    name: translated,
    repertory,
    abilities: fc.array(line, { maxLength: 3 }),
    knowledge: fc.array(line, { maxLength: 3 }),
    esco: fc.array(
      fc.uuid().map((id) => `http://data.europa.eu/esco/skill/${id}`),
      { maxLength: 2 },
    ),
    ada: versioned,
    demo: fc.boolean(),
  },
  { code, eqfLevel: level, qnqLevel: level },
)

const qualification: fc.Arbitrary<Qualification> = optionally(
  { name: translated, repertory, ateco: versioned, cpIstat: versioned, partial: fc.boolean() },
  { code, description: translated, eqfLevel: level },
)

const outcome: fc.Arbitrary<Outcome> = optionally(
  {
    person: fc.record({
      givenName: line,
      familyName: line,
      birthDate: day,
      taxCode: fc.stringMatching(/^[A-Z0-9]{16}$/),
    }),
    competences: fc.array(competence, { maxLength: 4 }),
    learning: fc.record({
      setting: fc.constantFrom('formal', 'non-formal', 'informal'),
      experiences: fc.array(optionally({ title: line }, { organisation: line, from: day, until: day, hours: amount }), { maxLength: 3 }),
    }),
    assessment: fc.record({
      type: line,
      mode: fc.constantFrom('presential', 'online', 'blended'),
      date: day,
      idVerification: fc.constantFrom('with-id', 'none'),
    }),
  },
  {
    qualification,
    workloadHours: amount,
    participationMode: fc.constantFrom('presential', 'online', 'blended', 'work-based'),
    qualityAssurance: line,
  },
)

const organisation = (slug: string) =>
  fc.record({
    id: fc.constant(`did:web:localhost%3A4000:org:${slug}`),
    legalName: line,
    legalBasis: line,
    country: fc.constantFrom('IT', 'FR'),
    region: fc.constantFrom('ITC4', 'ITH1'),
  })

const urn = fc.uuid().map((id) => `urn:uuid:${id}`)
const jws = fc.stringMatching(/^[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{40}\.[A-Za-z0-9_-]{86}$/)
const decision = fc.record({
  minutes: fc.record({ number: line, date: day }),
  satAt: moment,
  commission: fc.record({ id: urn, actNumber: line, appointedAt: moment }),
  chamber: fc.record({ id: fc.constant('did:web:localhost%3A4000:org:camera-bergamo'), legalName: line }),
  releasedBy: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
})
const list = 'http://localhost:4000/status/orobie-formazione/1'

export const attestation: fc.Arbitrary<Attestation> = optionally(
  {
    version: fc.constant(1 as const),
    id: urn,
    kind: fc.constantFrom('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'),
    number: line,
    title: translated,
    issuedAt: moment,
    validFrom: moment,
    titular: organisation('regione-lombardia'),
    body: organisation('orobie-formazione'),
    outcome,
    authority: optionally({ body: jws }, { chamber: jws, commission: jws, decision: jws }),
    rulePack: fc.record({ id: line, version: line }),
    status: fc.record({
      index: fc.nat(131_071),
      tokenList: fc.constant(`${list}/token`),
      bitstringList: fc.constant(`${list}/revocation`),
    }),
  },
  { validUntil: moment, decision, replaces: fc.record({ number: line, issuedAt: moment }) },
).chain((record) => {
  const paths = saltPaths(record.outcome)
  return fc
    .uniqueArray(fc.uint8Array({ minLength: 16, maxLength: 16 }).map(encode), { minLength: paths.length, maxLength: paths.length })
    .map((values) => ({ ...record, salts: Object.fromEntries(paths.map((path, index) => [path, values[index] ?? ''])) }))
})

type Members<T> = { readonly [K in keyof T]: fc.Arbitrary<T[K]> }

/** A record whose second half may be missing, member by member. */
function optionally<Needed, Further>(needed: Members<Needed>, further: Members<Further>): fc.Arbitrary<Needed & Partial<Further>> {
  const required = Object.keys(needed)
  return fc.record({ ...needed, ...further }, { requiredKeys: required as never[] }) as fc.Arbitrary<Needed & Partial<Further>>
}
