import { openContexts } from '../../../../credential/contexts/index.ts'
import { signDocument } from '../../../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../../../credential/did/index.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../../../../credential/json/index.ts'
import { envelop } from '../../../../credential/vcdm/envelope.ts'
import { verifyPresentation } from '../../../../credential/vcdm/index.ts'
import { throwawaySigner } from '../../../../scripts/vectors/throwaway-signer.ts'
import { insideIssuer, type Respell, underFullIri, underNest } from '../../open-badge/respell.ts'
import { codeOf } from '../../refused.ts'
import { badge, known, NOW, school, V2 } from '../badges-of-others.ts'
import { jwsOf } from '../strict-carriers.ts'
import {
  badDates,
  bytesOf,
  type Cell,
  cannot,
  type Format,
  refused,
  type Shown,
  withoutCertificates,
  withoutDisclosures,
} from './attacks.ts'
import { bornOfNoAuthority } from './certificates.ts'

const signer = throwawaySigner()
const key = encodeMultikey(signer.publicJwk)
const holder = `did:key:${key}`
const question = { challenge: 'una sfida', domain: 'https://datore.example' }
const created = '2026-11-22T11:59:00Z'
const ENDED = '2026-06-01T00:00:00Z'

/** An unpublished list: a state that is seen cannot be had, and one that is not seen is not asked for. */
const STATE = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: 'https://scuola.example/status/1',
}

interface Change extends Partial<Omit<Parameters<typeof signDocument>[0], 'document'>> {
  readonly credential?: JsonValue
  readonly members?: JsonObject
}

async function presented({ credential, members = {}, ...options }: Change = {}): Promise<JsonObject> {
  const inside = credential ?? (await school.sign(badge(school)))
  return signDocument({
    document: { '@context': [V2], type: ['VerifiablePresentation'], holder, verifiableCredential: [inside], ...members },
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${holder}#${key}`,
    created,
    proofPurpose: 'authentication',
    answer: question,
    ...options,
  })
}

const text = async (change?: Change) => JSON.stringify(await presented(change))

async function withProof(members: JsonObject): Promise<string> {
  const presentation = await presented()
  return JSON.stringify({ ...presentation, proof: { ...(presentation.proof as JsonObject), ...members } })
}

async function judge({ bytes }: Shown): Promise<string> {
  const presentation = parseStrictJson(bytesOf(bytes))
  const world = { now: NOW, fetch: known.fetch, contexts: openContexts }
  const code = await codeOf(() =>
    verifyPresentation({ presentation: isObject(presentation) ? presentation : undefined, ...question }, world),
  )
  return code === 'accepted' ? 'none' : code
}

/** The holder presents a credential whose member they spelt anew. */
function respelt(respell: Respell, name: string, members: JsonObject): Cell {
  return refused('vc.spelling', async () => text({ credential: respell(await school.sign(badge(school, members)), name) }))
}

async function swapped(): Promise<string> {
  const [a, b] = ['https://example.org/a', 'https://example.org/b']
  const signed = await presented({ members: { '@context': [V2, { a, b }], a: '18', b: '30' }, contexts: openContexts })
  return JSON.stringify({ ...signed, '@context': [V2, { a: b, b: a }], a: '30', b: '18' })
}

const NUMBERED = cannot('Its times are seconds that were counted (RFC 7519 §2): a day that no calendar has cannot be written.')

/** A presentation of the W3C (VCDM 2.0 §4.13), signed by who shows it; that of an SD-JWT VC is in its own row. */
export const presentation: Format = {
  genuine: () => text(),
  judge,
  cells: {
    'end-by-iri': respelt(underFullIri, 'validUntil', { validUntil: ENDED }),
    'end-in-nest': respelt(underNest, 'validUntil', { validUntil: ENDED }),
    'end-elsewhere': respelt(insideIssuer, 'validUntil', { validUntil: ENDED }),
    'state-by-iri': respelt(underFullIri, 'credentialStatus', { credentialStatus: STATE }),
    'state-in-nest': respelt(underNest, 'credentialStatus', { credentialStatus: STATE }),
    'terms-swapped': refused('proof.context', swapped),
    thief: refused('proof.signature', () => text({ signer: throwawaySigner() })),
    'other-audience': refused('vc.domain', () => text({ answer: { ...question, domain: 'https://altro.example' } })),
    'earlier-showing': refused('vc.challenge', () => text({ answer: { ...question, challenge: 'la sfida di ieri' } })),
    'other-use': refused('proof.purpose', () => text({ proofPurpose: 'assertionMethod' })),
    'unknown-condition': refused('proof.malformed', () => withProof({ crit: ['x'] })),
    'other-algorithm': refused('proof.key-type', () => withProof({ cryptosuite: 'eddsa-rdfc-2022' })),
    ...withoutDisclosures,
    'end-of-another-type': refused('proof.malformed', () => withProof({ expires: 1_779_235_200 })),
    ...badDates('proof.malformed', (date) => text({ created: date })),
    ...withoutCertificates,
  },
}

interface TokenChange {
  readonly credential?: JsonObject
  readonly members?: JsonObject
  readonly header?: JsonObject
  readonly claims?: JsonObject
  readonly by?: typeof signer
}

/** The same in a token and its envelope (VCDM 2.0 §4.13.1, VC-JOSE-COSE §3.1.2). */
async function enveloped({ credential, members = {}, header = {}, claims = {}, by = signer }: TokenChange = {}): Promise<string> {
  const inside = credential ?? (await school.sign(badge(school)))
  const document = { '@context': [V2], type: ['VerifiablePresentation'], holder, verifiableCredential: [inside], ...members }
  const payload = { ...document, nonce: question.challenge, aud: question.domain, ...claims }
  const token = await jwsOf({ header: { alg: by.alg, typ: 'vp+jwt', kid: `${holder}#${key}`, ...header }, payload, signer: by })
  return JSON.stringify(envelop({ token, mediaType: 'application/vp+jwt', kind: 'vp' }))
}

/** The holder presents a credential whose member they spelt anew. */
function respeltInToken(respell: Respell, name: string, members: JsonObject): Cell {
  return refused('vc.spelling', async () => enveloped({ credential: respell(await school.sign(badge(school, members)), name) }))
}

export const presentationToken: Format = {
  genuine: () => enveloped(),
  judge,
  cells: {
    'end-by-iri': respeltInToken(underFullIri, 'validUntil', { validUntil: ENDED }),
    'end-in-nest': respeltInToken(underNest, 'validUntil', { validUntil: ENDED }),
    'end-elsewhere': respeltInToken(insideIssuer, 'validUntil', { validUntil: ENDED }),
    'state-by-iri': respeltInToken(underFullIri, 'credentialStatus', { credentialStatus: STATE }),
    'state-in-nest': respeltInToken(underNest, 'credentialStatus', { credentialStatus: STATE }),
    'terms-swapped': refused('proof.context', () =>
      enveloped({ members: { '@context': [V2, { a: 'https://example.org/b', b: 'https://example.org/a' }], a: '30', b: '18' } }),
    ),
    thief: refused('jws.signature', () => enveloped({ by: throwawaySigner() })),
    'other-audience': refused('vc.domain', () => enveloped({ claims: { aud: 'https://altro.example' } })),
    'earlier-showing': refused('vc.challenge', () => enveloped({ claims: { nonce: 'la sfida di ieri' } })),
    'other-use': refused('jws.typ', () => enveloped({ header: { typ: 'kb+jwt' } })),
    'unknown-condition': refused('jws.header', () => enveloped({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused('jws.algorithm', () => enveloped({ header: { alg: 'EdDSA' } })),
    ...withoutDisclosures,
    'end-of-another-type': refused('time.malformed', () => enveloped({ claims: { exp: 'mai' } })),
    'february-30': NUMBERED,
    'february-29': NUMBERED,
    'hour-24': NUMBERED,
    ...bornOfNoAuthority('jws.signature', ({ x5c, by }) => enveloped({ header: { x5c }, by })),
  },
}
