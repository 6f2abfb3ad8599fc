import { createHash, createPublicKey, verify } from 'node:crypto'
import { verifySDJWT } from '@meeco/sd-jwt'
import type { PublicJwk } from '../../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { readClaims } from './read-claims.ts'
import { defined, type Reading } from './rows.ts'
import { at, text } from './walk.ts'

/** An SD-JWT VC, verified and opened by @meeco/sd-jwt, its signature by Node's own OpenSSL. */
export async function readSdJwt(sdJwt: string, publicJwk: PublicJwk): Promise<Reading> {
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  const verifier = async (jwt: string) => {
    const [head, body, signature = ''] = jwt.split('.')
    const ieee = { key, dsaEncoding: 'ieee-p1363' } as const
    return verify('sha256', Buffer.from(`${head}.${body}`), ieee, Buffer.from(signature, 'base64url'))
  }
  const hash = (content: string) => createHash('sha256').update(content).digest('base64url')
  const claims = (await verifySDJWT(sdJwt, verifier, async () => hash)) as unknown as JsonObject
  const list = text(at(claims, 'status', 'status_list', 'uri')) ?? ''
  const { decision, replaces, entitled_authority: titular } = claims
  return defined({
    'kind of document': claims.attestation_type,
    'M2 title': claims.title,
    'M2 title in other languages': claims.title_i18n,
    'M3 country and region of the issuer': [claims.issuing_country ?? null, claims.issuing_region ?? null],
    'M4 D2 awarding body': [claims.iss ?? null, claims.issuing_authority ?? null],
    'D2 its legal basis': claims.authorisation_ref,
    'D2 ente pubblico titolare': at(titular, 'name'),
    'D2 its legal basis and place': ['basis', 'country', 'region'].map((name) => at(titular, name) ?? null),
    'M5 date of issue': claims.date_of_issuance,
    'validity: from': claims.valid_from,
    'validity: until': claims.valid_until,
    'number in the register': claims.document_number,
    // All of the outcome is opened, so competences that are not there are none.
    ...readClaims({ competences: [], ...claims }),
    'D4 decision and commission': decision && [
      ...['minutes_number', 'minutes_date', 'sat_at', 'act_number'].map((name) => at(decision, name) ?? null),
      at(decision, 'chamber', 'name') ?? null,
    ],
    'rettifica of': replaces && ['document_number', 'date_of_issuance'].map((name) => at(replaces, name) ?? null),
    'chain of authority': Object.values(claims.authority ?? {}),
    'state: place in the lists': [list.slice(0, list.lastIndexOf('/')), at(claims, 'status', 'status_list', 'idx') ?? null],
  })
}
