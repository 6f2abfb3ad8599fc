import type { JsonObject } from '../../../../credential/json/index.ts'
import { keyPair, signerOf } from '../../../fixtures/seal-authority.ts'
import { assetOfOpenBadge2, publishedBadge2, web2 } from '../badges-of-others.ts'
import { jwsOf } from '../strict-carriers.ts'
import { badDates, cannot, type Format, refused, type Shown, unbound, withoutDisclosures } from './attacks.ts'
import { bornOfNoAuthority } from './certificates.ts'
import { judgedIn } from './world.ts'

const KEY = 'http://example.org/key1.json'
const FORM = 'schema: failed schema.open-badge-2'
const OB2 = 'https://w3id.org/openbadges#'
const ENDED = '2026-05-20T00:00:00Z'

const text = (members: JsonObject = {}) => JSON.stringify({ ...publishedBadge2, ...members })

/** Published at its own address as it is handed in: its issuer is the forger. */
const hosted =
  (members: JsonObject = {}) =>
  async () =>
    text(members)

const IN_ISSUER = { badge: { id: 'https://example.org/robotics-badge.json', type: 'BadgeClass', '@included': [{ expires: ENDED }] } }

/** What its holder may not do, since the same text must be published, its issuer does here. */
const spelt = {
  'end-by-iri': { [`${OB2}expires`]: ENDED },
  'end-in-nest': { '@nest': { expires: ENDED } },
  'end-elsewhere': IN_ISSUER,
  'state-by-iri': { [`${OB2}revoked`]: true },
  'state-in-nest': { '@nest': { revoked: true } },
  'terms-swapped': { '@context': { issuedOn: `${OB2}expires`, expires: `${OB2}issuedOn` } },
} satisfies Readonly<Record<string, JsonObject>>

const UNSIGNED = cannot('It is not signed: what proves it is that its issuer publishes the same text.')

export const hostedBadge2: Format = {
  genuine: hosted(),
  judge: async (shown) => judgedIn(web2({ hosted: JSON.parse(String(shown.bytes)) }))(shown),
  cells: {
    'end-by-iri': refused(FORM, hosted(spelt['end-by-iri'])),
    'end-in-nest': refused(FORM, hosted(spelt['end-in-nest'])),
    'end-elsewhere': refused(FORM, hosted(spelt['end-elsewhere'])),
    'state-by-iri': refused(FORM, hosted(spelt['state-by-iri'])),
    'state-in-nest': refused(FORM, hosted(spelt['state-in-nest'])),
    'terms-swapped': refused('schema: failed schema.context', hosted(spelt['terms-swapped'])),
    ...unbound(hosted()),
    'other-use': UNSIGNED,
    'unknown-condition': UNSIGNED,
    'other-algorithm': UNSIGNED,
    ...withoutDisclosures,
    'end-of-another-type': refused(FORM, hosted({ expires: 1_779_235_200 })),
    ...badDates(FORM, (date) => hosted({ issuedOn: date })()),
    'certificate-of-february-30': UNSIGNED,
    'authority-that-is-none': UNSIGNED,
    'authority-that-ended': UNSIGNED,
  },
}

const keys = keyPair('RSA-2048')
const signer = signerOf(keys)
const publicKeyPem = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()

interface Change {
  readonly members?: JsonObject
  readonly header?: JsonObject
  readonly by?: typeof signer
}

function signed({ members = {}, header = {}, by = signer }: Change = {}): Promise<string> {
  const payload = { ...publishedBadge2, verification: { type: 'signed', creator: KEY }, ...members }
  return jwsOf({ header: { alg: by.alg, ...header }, payload, signer: by })
}

/** In the world of its issuer, whose key is one that can sign here. */
function judgeSigned(shown: Shown): Promise<string> {
  const here = web2()
  here.web.serve(KEY, JSON.stringify({ ...JSON.parse(assetOfOpenBadge2('assets/key1.json')), publicKeyPem }))
  return judgedIn(here)(shown)
}

export const signedBadge2: Format = {
  genuine: () => signed(),
  judge: judgeSigned,
  cells: {
    'end-by-iri': refused(FORM, () => signed({ members: spelt['end-by-iri'] })),
    'end-in-nest': refused(FORM, () => signed({ members: spelt['end-in-nest'] })),
    'end-elsewhere': refused(FORM, () => signed({ members: spelt['end-elsewhere'] })),
    'state-by-iri': refused(FORM, () => signed({ members: spelt['state-by-iri'] })),
    'state-in-nest': refused(FORM, () => signed({ members: spelt['state-in-nest'] })),
    // With a vocabulary of its own it is none of this standard, nor of any other.
    'terms-swapped': refused('schema: failed schema.context', () => signed({ members: spelt['terms-swapped'] })),
    ...unbound(() => signed()),
    'other-use': refused('proof: failed jws.typ', () => signed({ header: { typ: 'kb+jwt' } })),
    'unknown-condition': refused('format: failed jws.header', () => signed({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused('proof: failed jws.algorithm', () => signed({ header: { alg: 'ES256' } })),
    ...withoutDisclosures,
    'end-of-another-type': refused(FORM, () => signed({ members: { expires: 1_779_235_200 } })),
    ...badDates(FORM, (date) => signed({ members: { issuedOn: date } })),
    ...bornOfNoAuthority('proof: failed jws.algorithm', ({ x5c, by }) => signed({ header: { x5c }, by })),
  },
}
