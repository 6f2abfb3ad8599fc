import type { Signer } from '../../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { createDisclosure, parseSdJwt, presentSdJwt } from '../../../../credential/sd-jwt/index.ts'
import { throwawaySigner } from '../../../../scripts/vectors/throwaway-signer.ts'
import { moments } from '../../../fixtures/demo-world.ts'
import { underFullIri, underNest } from '../../open-badge/respell.ts'
import { salt, wildDisclosure } from '../../sd-jwt/orobie.ts'
import { jwsOf } from '../strict-carriers.ts'
import { badDates, type Format, refused, type Shown } from './attacks.ts'
import { bornOfNoAuthority } from './certificates.ts'
import { demo, ENDED, judgeHere } from './world.ts'

const audience = 'x509_san_dns:verifica.example'
const nonce = 'n-0S6_WzA2Mj'
const expect = { audience, nonce, holderBinding: true }
const FORM = 'schema: failed schema.sd-jwt-vc'

interface Change {
  readonly header?: JsonObject
  readonly claims?: (claims: JsonObject) => JsonObject
  readonly by?: Signer
}

/** Signed anew by the body's key, unless somebody else's is given; the disclosures stay behind it. */
async function signedAnew({ header = {}, claims = (given) => given, by = demo.body.signer }: Change): Promise<string> {
  const { jws } = parseSdJwt(demo.sdJwt)
  const token = await jwsOf({ header: { ...jws.header, ...header }, payload: claims(jws.payload), signer: by })
  return [token, ...demo.sdJwt.split('~').slice(1)].join('~')
}

const withEnd = (respell: (claims: JsonObject) => JsonObject) => demo.issue({ attestation: { validUntil: ENDED }, payload: respell })

async function presented(changes: Partial<Parameters<typeof presentSdJwt>[0]['keyBinding'] & object> = {}): Promise<Shown> {
  const keyBinding = { signer: demo.holder, audience, nonce, iat: moments.now, ...changes }
  return { bytes: await presentSdJwt({ sdJwt: demo.sdJwt, disclose: () => true, keyBinding }), expect }
}

const withDisclosure = (encoded: string) => `${demo.sdJwt}${encoded}~`

/** Its bytes are signed, so that nobody but its issuer could spell it otherwise; its holder signs for showing it. */
export const sdJwtVc: Format = {
  genuine: async () => demo.sdJwt,
  judge: judgeHere,
  cells: {
    'end-by-iri': refused(FORM, () => withEnd((claims) => underFullIri(claims, 'valid_until'))),
    'end-in-nest': refused(FORM, () => withEnd((claims) => underNest(claims, 'valid_until'))),
    'end-elsewhere': refused(FORM, () =>
      withEnd(({ valid_until: end = null, ...claims }) => ({
        ...claims,
        entitled_authority: { ...(claims.entitled_authority as JsonObject), '@included': [{ valid_until: end }] },
      })),
    ),
    'state-by-iri': refused(FORM, () => demo.issue({ payload: (claims) => underFullIri(claims, 'status') })),
    'state-in-nest': refused(FORM, () => demo.issue({ payload: (claims) => underNest(claims, 'status') })),
    'terms-swapped': refused(FORM, () =>
      demo.issue({ payload: (claims) => ({ ...claims, '@context': { valid_from: 'valid_until', valid_until: 'valid_from' } }) }),
    ),
    thief: refused('holder: failed sd-jwt.key-binding-signature', () => presented({ signer: throwawaySigner() })),
    'other-audience': refused('holder: failed sd-jwt.key-binding-audience', () => presented({ audience: 'x509_san_dns:altro.example' })),
    'earlier-showing': refused('holder: failed sd-jwt.key-binding-time', () =>
      presented({ iat: new Date(moments.now.getTime() - 3_600_000) }),
    ),
    'other-use': refused('proof: failed jws.typ', () => signedAnew({ header: { typ: 'kb+jwt' } })),
    'unknown-condition': refused('issuer-key: failed jws.header', () => signedAnew({ header: { crit: ['x'], x: 1 } })),
    'other-algorithm': refused('proof: failed jws.algorithm', () => signedAnew({ header: { alg: 'EdDSA' } })),
    'disclosure-of-nobody': refused('proof: failed sd-jwt.disclosure-unreferenced', async () =>
      withDisclosure(createDisclosure({ salt: salt(), name: 'altro', value: 1 }).encoded),
    ),
    'disclosure-twice': refused('issuer-key: failed sd-jwt.disclosure-repeated', async () =>
      withDisclosure(demo.sdJwt.split('~')[1] ?? ''),
    ),
    'reserved-name': refused('issuer-key: failed sd-jwt.reserved-name', async () =>
      withDisclosure((await wildDisclosure('["c2FsZS0wMDAwMDAwMDA5OQ","_sd",[]]')).encoded),
    ),
    'weak-hash': refused('issuer-key: failed sd-jwt.hash-algorithm', () => signedAnew({ claims: (it) => ({ ...it, _sd_alg: 'md5' }) })),
    'end-of-another-type': refused('schema: failed sd-jwt.claim-malformed', () =>
      signedAnew({ claims: (it) => ({ ...it, exp: '1785542400' }) }),
    ),
    ...badDates(FORM, (date) => demo.issue({ payload: (claims) => ({ ...claims, valid_from: date }) })),
    ...bornOfNoAuthority('proof: failed jws.signature', ({ x5c, by }) => signedAnew({ header: { x5c }, by })),
  },
}
