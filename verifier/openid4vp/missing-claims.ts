import { DcqlPresentationResult, DcqlQuery } from 'dcql'
import type { JsonObject } from '../../credential/json/index.ts'
import { openDisclosures, parseSdJwt } from '../../credential/sd-jwt/index.ts'
import { CREDENTIAL_ID, createQuery } from './query.ts'

/**
 * What the query asked for and a presentation does not show (OpenID4VP 1.0 §8.6: it must satisfy the query of §6, in type,
 * authority, claims and their values): first members of the claims' paths, or `vct` when it is no credential that was asked for.
 * Of a list, one item is enough: which competences to show is the person's choice.
 *
 * @param presentation whose proof was verified: what is read here is not verified again
 */
export function missingClaims(presentation: string): readonly string[] {
  const query = createQuery()
  const { jws, disclosures, keyBinding } = parseSdJwt(presentation)
  const { payload } = openDisclosures({ payload: jws.payload, disclosures })
  const parsed = DcqlQuery.parse(query as unknown as DcqlQuery.Input)
  const shown = {
    credential_format: 'dc+sd-jwt',
    vct: String(payload.vct),
    claims: withoutEmptyLists(payload) as never,
    cryptographic_holder_binding: keyBinding !== undefined,
  } as const
  const found = DcqlPresentationResult.fromDcqlPresentation({ [CREDENTIAL_ID]: [shown] }, { dcqlQuery: parsed })
  if (found.can_be_satisfied) return []

  const failed = found.credential_matches[CREDENTIAL_ID]?.failed_credentials?.[0]
  const indexes = failed?.claims.success === false ? failed.claims.failed_claims.map(({ claim_index: index }) => index) : []
  const [{ claims }] = query.credentials
  const names = claims.filter((_, at) => indexes.includes(at)).map(({ path: [name] }) => name)
  // What fails otherwise than by a claim is another type of document, or of another authority, than the query names.
  return names.length > 0 ? names : ['vct']
}

/** A path that selects nothing is not satisfied (§7.1); the library lets `null` select all of an empty list. */
function withoutEmptyLists(payload: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => !Array.isArray(value) || value.length > 0))
}
