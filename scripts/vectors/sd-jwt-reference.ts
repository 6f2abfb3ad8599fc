import { deepStrictEqual } from 'node:assert'
import { readdirSync } from 'node:fs'
import type { PublicJwk } from '../../credential/crypto/port.ts'
import { readPublicJwk } from '../../credential/jose/index.ts'
import type { JsonObject, JsonValue } from '../../credential/json/index.ts'
import { fromJsonSerialization, listDisclosures, parseSdJwt, presentSdJwt, verifySdJwt } from '../../credential/sd-jwt/index.ts'
import { type Family, type FamilyInput, readVector, runFamily, vectorUrl } from './family.ts'

interface Example {
  readonly specification: { readonly extra_header_parameters?: { readonly typ?: string } }
  readonly sd_jwt_issuance: JsonValue
  readonly sd_jwt_presentation: JsonValue
  readonly kb_jwt_payload?: { readonly aud: string; readonly nonce: string; readonly iat: number }
  readonly verified_contents: JsonObject
}

export interface ReferenceInput extends Pick<FamilyInput, 'name' | 'explained'> {
  readonly folder: string
}

/** What the reference implementation made: the presentation verifies to the published contents, and the holder can make it again. */
export async function referenceExamples({ name, folder, ...meant }: ReferenceInput): Promise<Family> {
  const { issuer } = readVector<{ issuer: { kty: 'EC'; crv: string; x: string; y: string } }>('sd-jwt/keys.json')
  const { kty, crv, x, y } = issuer
  const key = readPublicJwk({ kty, crv, x, y })
  const paths = readdirSync(vectorUrl(folder))
    .sort()
    .map((file) => `${folder}/${file}`)
  return runFamily({ name, cases: paths.map((path) => ({ path, run: () => runExample(readVector<Example>(path), key) })), ...meant })
}

async function runExample(example: Example, key: PublicJwk): Promise<void> {
  const issued = compact(example.sd_jwt_issuance)
  const presented = compact(example.sd_jwt_presentation)
  const { kb_jwt_payload: binding, specification } = example
  // The key binding bears the hour at which the examples were generated; without one, any hour before `exp` (2029) does.
  const now = new Date((binding?.iat ?? 1_700_000_000) * 1000)
  const typ = specification.extra_header_parameters?.typ ?? 'example+sd-jwt'
  const resolveKey = async () => key

  const verified = await verifySdJwt({
    sdJwt: presented,
    resolveKey,
    now,
    typ,
    ...(binding === undefined ? {} : { keyBinding: { required: true, audience: binding.aud, nonce: binding.nonce } }),
  })
  deepStrictEqual(verified.payload, example.verified_contents)
  deepStrictEqual(listDisclosures(issued).length, parseSdJwt(issued).disclosures.length)

  const shown = new Set(verified.disclosed.map(({ encoded }) => encoded))
  const again = await presentSdJwt({ sdJwt: issued, disclose: ({ encoded }) => shown.has(encoded) })
  deepStrictEqual((await verifySdJwt({ sdJwt: again, resolveKey, now, typ })).payload, example.verified_contents)
}

function compact(text: JsonValue): string {
  return typeof text === 'string' ? text : fromJsonSerialization(text)
}
