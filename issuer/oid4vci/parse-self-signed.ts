import { decode } from '../../credential/base64url.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { UntrustedJws } from '../../credential/jose/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'

const LIMITS = { maxBytes: 16 * 1024, maxDepth: 8 }

/** RFC 7515 §4.1.11 and RFC 7797: nothing critical is understood here. RFC 7516 §4.1.3: nothing is compressed. */
const REFUSED = ['crit', 'b64', 'zip', 'jku', 'x5u']

/**
 * Takes apart a proof of possession, the one kind of token that may bring its own key: whoever signs with it proves only that
 * they hold it. Nothing is verified yet.
 *
 * @throws AttestaError `jws.malformed`, `jws.header`, `base64url.malformed`, `json.*`
 */
export function parseSelfSigned(text: string): UntrustedJws {
  if (text.length > LIMITS.maxBytes) throw new AttestaError('jws.malformed')
  const [header64, payload64, signature64, ...rest] = text.split('.')
  if (!header64 || !payload64 || !signature64 || rest.length > 0) throw new AttestaError('jws.malformed')

  const header = objectOf(header64)
  const { alg } = header
  if (typeof alg !== 'string') throw new AttestaError('jws.header', { parameter: 'alg' })
  const refused = REFUSED.find((parameter) => Object.hasOwn(header, parameter))
  if (refused !== undefined) throw new AttestaError('jws.header', { parameter: refused })

  return {
    header: { ...header, alg },
    payload: objectOf(payload64),
    signingInput: `${header64}.${payload64}`,
    signature: decode(signature64),
  }
}

function objectOf(part: string): JsonObject {
  const value = parseStrictJson(decode(part), LIMITS)
  if (!isObject(value)) throw new AttestaError('jws.malformed')
  return value
}
