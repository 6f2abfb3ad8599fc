import { isObject, type JsonObject } from '../json/index.ts'
import { parseDateTime, toNumericDate } from '../time.ts'

/**
 * The claims of a badge as a VC-JWT (Open Badges 3.0 §8.2.4.1): the credential itself, and what of it has a registered claim, which must
 * say the same. `sub` is asked for, so a badge that is bound to no key names its subject by an id of its own.
 */
export function composeBadgeClaims({ document, issuedAt }: { readonly document: JsonObject; readonly issuedAt: Date }): JsonObject {
  const { id = '', issuer, credentialSubject, validFrom, validUntil } = document
  const subject = isObject(credentialSubject) ? (credentialSubject.id ?? `${String(id)}#subject`) : ''
  return {
    ...document,
    credentialSubject: isObject(credentialSubject) ? { ...credentialSubject, id: subject } : '',
    iss: isObject(issuer) ? (issuer.id ?? '') : '',
    sub: subject,
    jti: id,
    iat: toNumericDate(issuedAt),
    nbf: toNumericDate(parseDateTime(String(validFrom))),
    ...(validUntil === undefined ? {} : { exp: toNumericDate(parseDateTime(String(validUntil))) }),
  }
}
