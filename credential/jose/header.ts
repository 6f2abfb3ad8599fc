import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'

export interface JoseHeader extends JsonObject {
  readonly alg: string
}

/**
 * Members by which a token would bring its own key or another meaning of its bytes (RFC 7515 §4.1.2-4.1.5, RFC 7516 §4.1.3,
 * RFC 7797). `x5c` may stay: nothing here takes a key from it, and credentials of other issuers carry it.
 */
const REFUSED = ['jwk', 'jku', 'x5u', 'zip', 'b64']

/** Parameters that must be text where they appear (RFC 7515 §4.1). */
const TEXTS = ['typ', 'cty', 'kid', 'x5t', 'x5t#S256']

/**
 * Checks the protected header of a token whose key comes from elsewhere. Nothing critical is understood here, so any `crit`
 * is refused (RFC 7515 §4.1.11).
 *
 * @throws AttestaError `jws.header` with the parameter's name
 */
export function assertHeader(header: JsonObject): asserts header is JoseHeader {
  if (typeof header.alg !== 'string') throw new AttestaError('jws.header', { parameter: 'alg' })
  if (Object.hasOwn(header, 'crit')) throw new AttestaError('jws.header', { parameter: 'crit' })
  for (const parameter of REFUSED) {
    if (Object.hasOwn(header, parameter)) throw new AttestaError('jws.header', { parameter })
  }
  for (const parameter of TEXTS) {
    if (Object.hasOwn(header, parameter) && typeof header[parameter] !== 'string') throw new AttestaError('jws.header', { parameter })
  }
}
