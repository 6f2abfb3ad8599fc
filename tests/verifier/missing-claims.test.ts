import { expect, test } from 'vitest'
import { issueSdJwt } from '../../credential/sd-jwt/index.ts'
import { ATTESTA_VCT } from '../../credential/sd-jwt-vc/index.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { missingClaims } from '../../verifier/openid4vp/missing-claims.ts'

const all = { vct: ATTESTA_VCT.certificato, given_name: 'Ada', family_name: 'Prova', competences: [{ name: 'Taglio' }] }

test.each<[string, object, string[]]>([
  ['everything', all, []],
  ['another type of document', { ...all, vct: 'https://altrove.example/vct/tessera/1' }, ['vct']],
  ['a list without an item', { ...all, competences: [] }, ['competences']],
  ['something that is no list for one', { ...all, competences: 'Taglio' }, ['competences']],
  ['nothing but its type', { vct: all.vct }, ['given_name', 'family_name', 'competences']],
])('of %s', async (_, claims, missing) => {
  const payload = { iss: 'https://ente.example', iat: 1_780_000_000, ...claims }
  const sdJwt = await issueSdJwt({ payload, disclosures: [], header: { typ: 'dc+sd-jwt' }, signer: throwawaySigner() })
  // A key binding of any content: whether it is good is another check's.
  expect(missingClaims(sdJwt + sdJwt.slice(0, -1))).toEqual(missing)
})
