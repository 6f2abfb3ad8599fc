import { openContexts } from '../../../../credential/contexts/index.ts'
import { signDocument, verifyProofs } from '../../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { checkStatus, composeBitstringList, composeTokenStatusList, MIN_ENTRIES } from '../../../../credential/status/index.ts'
import { formatDateTime, toNumericDate } from '../../../../credential/time.ts'
import { INDEX, moments } from '../../../fixtures/demo-world.ts'
import { insideIssuer, type Respell, underFullIri, underNest, without } from '../../open-badge/respell.ts'
import { jwsOf } from '../strict-carriers.ts'
import { badDates, type Cell, cannot, type Format, refused, type Shown, withoutCertificates, withoutDisclosures } from './attacks.ts'
import { bornOfNoAuthority } from './certificates.ts'
import { demo } from './world.ts'

const { signer, kid, did } = demo.body
const DAY = 86_400_000
const past = new Date(moments.now.getTime() - DAY)

const NOBODYS = cannot('A list is nobody’s to show: whoever asks fetches it where the document says.')
const notShown = { thief: NOBODYS, 'other-audience': NOBODYS, 'earlier-showing': NOBODYS }

/** Published in place of the genuine one, and asked about the demonstration's position. */
function asked(url: string, entry: JsonObject) {
  return async ({ bytes }: Shown): Promise<string> => {
    demo.web.serve(url, bytes)
    const { step } = await checkStatus(entry, demo.world, { issuer: did })
    return step.outcome === 'passed' ? 'none' : `${step.outcome} ${step.code} ${step.facts.cause ?? ''}`.trim()
  }
}

const because = (cause: string) => `not-checked status.list-refused ${cause}`

const BITS = demo.statusUrl('revocation')

async function bits({ members = {}, until = new Date(moments.now.getTime() + DAY), ...options }: BitsChange = {}): Promise<JsonObject> {
  const list = await composeBitstringList({
    id: BITS,
    issuer: did,
    purpose: 'revocation',
    size: MIN_ENTRIES,
    set: [],
    validFrom: formatDateTime(moments.copied),
    validUntil: formatDateTime(until),
    ttlMilliseconds: 60_000,
  })
  return signDocument({
    document: { ...list, ...members },
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: kid,
    created: formatDateTime(moments.copied),
    ...options,
  })
}

interface BitsChange extends Partial<Pick<Parameters<typeof signDocument>[0], 'proofPurpose' | 'contexts'>> {
  readonly members?: JsonObject
  readonly until?: Date
}

const STATE = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: `${BITS}/own` }

/** What whoever serves it rewrites keeps the signature, which is seen each time. */
function respelt(respell: Respell, name: string, change: BitsChange): Cell {
  return refused(because('status-list.type'), async () => {
    const document = respell(await bits(change), name)
    await verifyProofs({ document, resolveKey: async () => signer.publicJwk })
    return JSON.stringify(document)
  })
}

async function withProof(members: JsonObject): Promise<string> {
  const list = await bits()
  return JSON.stringify({ ...list, proof: { ...(list.proof as JsonObject), ...members } })
}

async function swapped(): Promise<string> {
  const [a, b] = ['https://example.org/a', 'https://example.org/b']
  const context = 'https://www.w3.org/ns/credentials/v2'
  const signed = await bits({ members: { '@context': [context, { a, b }], a: '18', b: '30' }, contexts: openContexts })
  return JSON.stringify({ ...signed, '@context': [context, { a: b, b: a }], a: '30', b: '18' })
}

const ENTRY = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: String(INDEX),
  statusListCredential: BITS,
}

export const bitstringList: Format = {
  genuine: async () => JSON.stringify(await bits()),
  judge: asked(BITS, ENTRY),
  cells: {
    'end-by-iri': respelt(underFullIri, 'validUntil', { until: past }),
    'end-in-nest': respelt(underNest, 'validUntil', { until: past }),
    'end-elsewhere': respelt(insideIssuer, 'validUntil', { until: past }),
    'state-by-iri': respelt(underFullIri, 'credentialStatus', { members: { credentialStatus: STATE } }),
    'state-in-nest': respelt(underNest, 'credentialStatus', { members: { credentialStatus: STATE } }),
    'terms-swapped': refused(because('proof.context'), swapped),
    ...notShown,
    'other-use': refused(because('proof.purpose'), async () => JSON.stringify(await bits({ proofPurpose: 'authentication' }))),
    'unknown-condition': refused(because('proof.malformed'), () => withProof({ crit: ['x'] })),
    'other-algorithm': refused(because('proof.key-type'), () => withProof({ cryptosuite: 'eddsa-rdfc-2022' })),
    ...withoutDisclosures,
    'end-of-another-type': refused(because('status-list.type'), async () => JSON.stringify(await bits({ members: { validUntil: 1 } }))),
    ...badDates(because('time.malformed'), async (date) => JSON.stringify(await bits({ members: { validFrom: date } }))),
    ...withoutCertificates,
  },
}

/** The same list in a token (VC-JOSE-COSE §3.1.1): its bytes are signed, so that nobody but its issuer could spell it so. */
async function bitsToken({ header = {}, respell = (it) => it, until, by = signer }: BitsTokenChange = {}): Promise<string> {
  const payload = respell(without(await bits(until === undefined ? {} : { until }), 'proof'))
  return jwsOf({ header: { alg: by.alg, typ: 'vc+jwt', kid, ...header }, payload, signer: by })
}

interface BitsTokenChange {
  readonly header?: JsonObject
  readonly respell?: (list: JsonObject) => JsonObject
  readonly until?: Date
  readonly by?: typeof signer
}

const CLOSED = because('status-list.type')

export const bitstringListToken: Format = {
  genuine: () => bitsToken(),
  judge: asked(BITS, ENTRY),
  cells: {
    'end-by-iri': refused(CLOSED, () => bitsToken({ until: past, respell: (it) => underFullIri(it, 'validUntil') })),
    'end-in-nest': refused(CLOSED, () => bitsToken({ until: past, respell: (it) => underNest(it, 'validUntil') })),
    'end-elsewhere': refused(CLOSED, () => bitsToken({ until: past, respell: (it) => insideIssuer(it, 'validUntil') })),
    'state-by-iri': refused(CLOSED, () =>
      bitsToken({ respell: (it) => underFullIri({ ...it, credentialStatus: STATE }, 'credentialStatus') }),
    ),
    'state-in-nest': refused(CLOSED, () =>
      bitsToken({ respell: (it) => underNest({ ...it, credentialStatus: STATE }, 'credentialStatus') }),
    ),
    'terms-swapped': refused(CLOSED, () =>
      bitsToken({ respell: (it) => ({ ...it, '@context': [...(it['@context'] as string[]), { validUntil: 'https://schema.org/name' }] }) }),
    ),
    ...notShown,
    'other-use': refused(because('jws.typ'), () => bitsToken({ header: { typ: 'dc+sd-jwt' } })),
    'unknown-condition': refused(because('jws.header'), () => bitsToken({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused(because('jws.algorithm'), () => bitsToken({ header: { alg: 'EdDSA' } })),
    ...withoutDisclosures,
    'end-of-another-type': refused(CLOSED, () => bitsToken({ respell: (it) => ({ ...it, validUntil: 1 }) })),
    ...badDates(because('time.malformed'), (date) => bitsToken({ respell: (it) => ({ ...it, validFrom: date }) })),
    ...bornOfNoAuthority(because('jws.signature'), ({ x5c, by }) => bitsToken({ header: { x5c }, by })),
  },
}

const TOKENS = demo.statusUrl('token')

interface TokensChange {
  readonly header?: JsonObject
  readonly claims?: JsonObject
  readonly by?: typeof signer
}

async function tokens({ header = {}, claims = {}, by = signer }: TokensChange = {}): Promise<string> {
  const iat = toNumericDate(moments.now)
  const list = await composeTokenStatusList({
    uri: TOKENS,
    issuer: did,
    bits: 2,
    size: MIN_ENTRIES,
    values: new Map(),
    iat,
    exp: iat + 3600,
    ttl: 60,
  })
  return jwsOf({ header: { alg: by.alg, typ: 'statuslist+jwt', kid, ...header }, payload: { ...list, ...claims }, signer: by })
}

const BYTES = cannot(
  'Its bytes are signed, so that whoever serves it can spell nothing anew; and claims beyond its own are read over, as Token Status List §5.1 wants.',
)
const NUMBERED = cannot('Its times are seconds that were counted (RFC 7519 §2): a day that no calendar has cannot be written.')

export const tokenList: Format = {
  genuine: () => tokens(),
  judge: asked(TOKENS, { status_list: { idx: INDEX, uri: TOKENS } }),
  cells: {
    'end-by-iri': BYTES,
    'end-in-nest': BYTES,
    'end-elsewhere': BYTES,
    'state-by-iri': BYTES,
    'state-in-nest': BYTES,
    'terms-swapped': BYTES,
    ...notShown,
    'other-use': refused(because('jws.typ'), () => tokens({ header: { typ: 'dc+sd-jwt' } })),
    'unknown-condition': refused(because('jws.header'), () => tokens({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused(because('jws.algorithm'), () => tokens({ header: { alg: 'EdDSA' } })),
    ...withoutDisclosures,
    'end-of-another-type': refused(because('time.malformed'), () => tokens({ claims: { exp: '2026-05-20' } })),
    'february-30': NUMBERED,
    'february-29': NUMBERED,
    'hour-24': NUMBERED,
    ...bornOfNoAuthority(because('jws.signature'), ({ x5c, by }) => tokens({ header: { x5c }, by })),
  },
}
