import { CLR_2_0 } from '../../../../credential/contexts/index.ts'
import { signDocument } from '../../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { composeBadgeClaims } from '../../../../credential/open-badge/index.ts'
import { formatDateTime } from '../../../../credential/time.ts'
import { moments } from '../../../fixtures/demo-world.ts'
import { plainBadge } from '../../data-integrity/badge.ts'
import { swappedTerms } from '../../data-integrity/digitalbazaar.ts'
import { insideIssuer, underFullIri, underNest, without } from '../../open-badge/respell.ts'
import { badge, EXTENSIONS, former, known, record, school } from '../badges-of-others.ts'
import { jwsOf } from '../strict-carriers.ts'
import { badDates, type Format, refused, unbound, withoutDisclosures } from './attacks.ts'
import { bornOfNoAuthority } from './certificates.ts'
import { type JsonLdKind, jsonLdCells } from './json-ld.ts'
import { demo, ENDED, judgedIn, judgeHere } from './world.ts'

const { signer, kid } = demo.body

/** By the body's key, whatever the document says. */
const signedByBody = (document: JsonObject, options = {}) =>
  signDocument({
    document,
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: kid,
    created: formatDateTime(moments.copied),
    ...options,
  })

export const openBadge: Format = {
  genuine: async () => JSON.stringify(demo.openBadge),
  judge: judgeHere,
  cells: jsonLdCells({
    key: signer.publicJwk,
    issue: (members = {}, options = {}) => signedByBody({ ...without(demo.openBadge, 'proof'), ...members }, options),
    ended: () => demo.issueBadge({ attestation: { validUntil: ENDED } }),
    withState: async () => demo.openBadge,
    swapped: () => swappedTerms(plainBadge),
    names: { from: 'validFrom', until: 'validUntil' },
    otherSuite: 'eddsa-rdfc-2022',
  }),
}

/** A state in terms that both data models have. */
const STATE = { id: 'https://scuola.example/revoked', type: '1EdTechRevocationList' }

/** A kind of credential of the school, which is its own key. */
function ofSchool(compose: (members: JsonObject, issuer: string) => JsonObject | Promise<JsonObject>, names: JsonLdKind['names']): Format {
  const issue: JsonLdKind['issue'] = async (members = {}, options = {}) =>
    school.sign(await compose(members, school.did), undefined, options)
  return {
    genuine: async () => JSON.stringify(await issue()),
    judge: judgedIn(known),
    cells: jsonLdCells({
      key: school.signer.publicJwk,
      issue,
      ended: () => issue({ [names.until]: ENDED }),
      withState: async () => issue({ '@context': withExtensions(await compose({}, school.did)), credentialStatus: STATE }),
      swapped: async () => swappedTerms(await composer(compose)),
      names,
      otherSuite: 'ecdsa-rdfc-2019',
    }),
  }
}

/** The vocabulary of that state stands behind the first two. */
function withExtensions({ '@context': context }: JsonObject): JsonObject[string] {
  const known = context as readonly string[]
  const place = known.includes(CLR_2_0) ? 3 : 2
  return known.toSpliced(place, 0, EXTENSIONS)
}

/** The same with another issuer, for a peer that makes its own key. */
async function composer(compose: (members: JsonObject, issuer: string) => JsonObject | Promise<JsonObject>) {
  const document = await compose({}, school.did)
  return (issuer: string): JsonObject => ({ ...document, issuer: { ...(document.issuer as JsonObject), id: issuer } })
}

export const badge11 = ofSchool((members) => former(members), { from: 'issuanceDate', until: 'expirationDate' })

export const learnerRecord = ofSchool(async (members) => record([await school.sign(badge(school))], members), {
  from: 'validFrom',
  until: 'validUntil',
})

interface TokenChange {
  readonly header?: JsonObject
  readonly claims?: (claims: JsonObject) => JsonObject
  readonly document?: JsonObject
  readonly by?: typeof signer
}

/** A badge as a token, by the body's key unless somebody else's is given. */
export async function badgeToken({ header = {}, claims = (given) => given, document = demo.openBadge, by = signer }: TokenChange = {}) {
  const payload = composeBadgeClaims({ document: without(document, 'proof'), issuedAt: moments.copied })
  return jwsOf({ header: { alg: by.alg, typ: 'vc+jwt', kid, ...header }, payload: claims(payload), signer: by })
}

const endedBadge = () => demo.issueBadge({ attestation: { validUntil: ENDED } })
const FORM = 'schema: failed schema.member-name'

/** Its bytes are signed, so that nobody but its issuer could spell it so. */
export const badgeJwt: Format = {
  genuine: () => badgeToken(),
  judge: judgeHere,
  cells: {
    'end-by-iri': refused(FORM, async () => badgeToken({ document: await endedBadge(), claims: (it) => underFullIri(it, 'validUntil') })),
    'end-in-nest': refused(FORM, async () => badgeToken({ document: await endedBadge(), claims: (it) => underNest(it, 'validUntil') })),
    'end-elsewhere': refused(FORM, async () =>
      badgeToken({ document: await endedBadge(), claims: (it) => insideIssuer(it, 'validUntil') }),
    ),
    'state-by-iri': refused(FORM, () => badgeToken({ claims: (it) => underFullIri(it, 'credentialStatus') })),
    'state-in-nest': refused(FORM, () => badgeToken({ claims: (it) => underNest(it, 'credentialStatus') })),
    'terms-swapped': refused('schema: failed schema.context', () =>
      badgeToken({ claims: (it) => ({ ...it, '@context': [...(it['@context'] as string[]), { validUntil: 'https://schema.org/name' }] }) }),
    ),
    ...unbound(badgeToken),
    'other-use': refused('proof: failed jws.typ', () => badgeToken({ header: { typ: 'kb+jwt' } })),
    'unknown-condition': refused('format: failed jws.header', () => badgeToken({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused('proof: failed jws.algorithm', () => badgeToken({ header: { alg: 'EdDSA' } })),
    ...withoutDisclosures,
    'end-of-another-type': refused('schema: failed time.malformed', () => badgeToken({ claims: (it) => ({ ...it, exp: 'mai' }) })),
    ...badDates('schema: failed schema.open-badge', (date) => badgeToken({ claims: (it) => ({ ...it, validFrom: date }) })),
    ...bornOfNoAuthority('proof: failed jws.signature', ({ x5c, by }) => badgeToken({ header: { x5c }, by })),
  },
}
