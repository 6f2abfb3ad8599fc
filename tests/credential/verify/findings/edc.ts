import { composeEdc } from '../../../../credential/edc/index.ts'
import { isObject, type JsonObject } from '../../../../credential/json/index.ts'
import { moments } from '../../../fixtures/demo-world.ts'
import { pictures } from '../../edc/pictures.ts'
import { certifiedSeal, type Forging, forgedSeal } from '../../jades/forged-seal.ts'
import { insideIssuer, underFullIri, underNest } from '../../open-badge/respell.ts'
import { badDates, type Format, refused, unbound, withoutDisclosures } from './attacks.ts'
import { byEndedAuthority, byNoAuthority, type Certified, ofFebruary30 } from './certificates.ts'
import { BODY_IDENTIFIER, demo, ENDED, judgeHere, seal } from './world.ts'

const issuer = { id: demo.body.did, legalName: demo.body.name, eidasIdentifier: BODY_IDENTIFIER, country: 'IT' }
const composed = JSON.stringify(composeEdc({ attestation: demo.attestation, digest: demo.digest, issuer, pictures }))

/** Sealed by the body, whatever it says. */
function sealed(edit: (document: JsonObject) => JsonObject = (given) => given, forging: Forging = {}): Promise<string> {
  const document: unknown = JSON.parse(composed)
  const payload = JSON.stringify(edit(isObject(document as JsonObject) ? (document as JsonObject) : {}))
  return forgedSeal({ payload, seal, signedAt: moments.copied }, forging)
}

const certified = ({ leaf, others }: Certified) => certifiedSeal({ payload: composed, seal, signedAt: moments.copied }, leaf, others)
const ended = (document: JsonObject) => ({ ...document, validUntil: ENDED })
const UNKNOWN = 'schema: failed edc.unknown-term'

/** The text is sealed, so that nobody but its issuer could spell it otherwise. */
export const edc: Format = {
  genuine: () => sealed(),
  judge: judgeHere,
  cells: {
    'end-by-iri': refused(UNKNOWN, () => sealed((it) => underFullIri(ended(it), 'validUntil'))),
    'end-in-nest': refused(UNKNOWN, () => sealed((it) => underNest(ended(it), 'validUntil'))),
    'end-elsewhere': refused(UNKNOWN, () => sealed((it) => insideIssuer(ended(it), 'validUntil'))),
    'state-by-iri': refused(UNKNOWN, () => sealed((it) => underFullIri(it, 'credentialStatus'))),
    'state-in-nest': refused(UNKNOWN, () => sealed((it) => underNest(it, 'credentialStatus'))),
    'terms-swapped': refused('schema: failed edc.context', () =>
      sealed((it) => ({ ...it, '@context': [...(it['@context'] as string[]), { validFrom: 'urn:a', validUntil: 'urn:b' }] })),
    ),
    ...unbound(sealed),
    'other-use': refused('proof: failed seal.header', () => sealed(undefined, { header: (it) => ({ ...it, typ: 'kb+jwt' }) })),
    'unknown-condition': refused('proof: failed seal.header', () =>
      sealed(undefined, { header: (it) => ({ ...it, crit: ['b64', 'exp'], exp: 1 }) }),
    ),
    'other-algorithm': refused('proof: failed jws.algorithm', () => sealed(undefined, { header: (it) => ({ ...it, alg: 'ES256' }) })),
    ...withoutDisclosures,
    'end-of-another-type': refused('schema: failed edc.date-time', () => sealed((it) => ({ ...it, validUntil: 1_779_235_200 }))),
    ...badDates('schema: failed edc.date-time', (date) => sealed((it) => ({ ...it, validFrom: date }))),
    'certificate-of-february-30': refused('proof: failed seal.certificate', async () => certified(await ofFebruary30())),
    'authority-that-is-none': refused('issuer-key: failed seal.chain-authority', async () => certified(await byNoAuthority())),
    'authority-that-ended': refused('issuer-key: failed seal.chain-not-in-force', async () => certified(await byEndedAuthority())),
  },
}
