import { KeyCache } from '../crypto/key-cache.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { fromNumericDate, parseDateTime } from '../time.ts'
import { decodeBase64 } from '../x509/index.ts'

/** The protected header of a seal, closed: every member has been given a meaning. */
export interface SealHeader {
  readonly alg: string
  /** When the sealer says that it sealed; at most one of `iat` and `sigT` (ETSI TS 119 182-1 v1.2.1 §5.1.11, §5.2.1). */
  readonly claimedAt: Date
  readonly claimedTime: 'iat' | 'sigT'
  readonly certificates: readonly Uint8Array[]
  readonly certificateDigest?: string
  /** RFC 3161 tokens over the payload, made before sealing (`adoTst`, §5.2.6). */
  readonly payloadTimestamps: readonly Uint8Array[]
}

const MAX_CERTIFICATES = 8
/** Characters of base64: a certificate of 16 KiB. */
const MAX_CERTIFICATE = 22_000

/** Members that are read over: they only describe what is checked by other means. */
const DESCRIBING = ['cty', 'kid', 'typ']
const KNOWN = new Set(['alg', 'b64', 'crit', 'x5c', 'x5t#S256', 'iat', 'sigT', 'adoTst', ...DESCRIBING])
/** What `crit` may name (RFC 7515 §4.1.11): only what is understood below. */
const CRITICAL = new Set(['b64', 'sigT', 'iat', 'adoTst', 'x5t#S256'])

/**
 * Reads the protected header of a seal. A member that is not known is refused, not only where `crit` names it: whoever seals for
 * Europe writes these.
 *
 * @throws AttestaError `seal.header` with the parameter, `seal.certificate`, `seal.certificate-limit`
 */
export function readSealHeader(header: JsonObject): SealHeader {
  for (const name of Object.keys(header)) if (!KNOWN.has(name)) throw refused('member')
  const { alg, typ, b64 } = header
  if (typeof alg !== 'string') throw refused('alg')
  if (typ !== undefined && (typeof typ !== 'string' || typ.toLowerCase() !== 'jose+json')) throw refused('typ')
  for (const name of DESCRIBING) if (header[name] !== undefined && typeof header[name] !== 'string') throw refused(name)
  // RFC 7797 §6: a payload that is not encoded must be said to be so, and critically.
  if (b64 !== false) throw refused('b64')
  assertCritical(header)
  const digest = header['x5t#S256']
  if (digest !== undefined && typeof digest !== 'string') throw refused('x5t#S256')
  return {
    alg,
    ...claimedTimeOf(header),
    certificates: certificatesOf(header.x5c),
    ...(digest === undefined ? {} : { certificateDigest: digest }),
    payloadTimestamps: header.adoTst === undefined ? [] : tokensOf(header.adoTst),
  }
}

function assertCritical(header: JsonObject): void {
  const { crit } = header
  if (!Array.isArray(crit) || !crit.includes('b64') || new Set(crit).size !== crit.length) throw refused('crit')
  for (const name of crit) if (typeof name !== 'string' || !CRITICAL.has(name) || header[name] === undefined) throw refused('crit')
}

function claimedTimeOf({ iat, sigT }: JsonObject): Pick<SealHeader, 'claimedAt' | 'claimedTime'> {
  try {
    if (iat !== undefined && sigT === undefined) return { claimedAt: fromNumericDate(iat), claimedTime: 'iat' }
    if (typeof sigT === 'string' && iat === undefined) return { claimedAt: parseDateTime(sigT), claimedTime: 'sigT' }
  } catch {
    // Said below.
  }
  throw refused(iat === undefined ? 'sigT' : 'iat')
}

function certificatesOf(x5c: JsonValue | undefined): Uint8Array[] {
  if (!Array.isArray(x5c) || x5c.length === 0) throw refused('x5c')
  if (x5c.length > MAX_CERTIFICATES) throw new AttestaError('seal.certificate-limit')
  return x5c.map((text) => {
    if (typeof text !== 'string') throw refused('x5c')
    if (text.length > MAX_CERTIFICATE) throw new AttestaError('seal.certificate-limit')
    return certificates.get(text, () => decodeBase64(text))
  })
}

/** Bytes of certificates by their texts: one seal is on thousands of documents. */
const certificates = new KeyCache<Uint8Array>(64)

/** `{tstTokens: [{val}]}` (§5.4.3.3): RFC 3161 tokens in base64. */
export function tokensOf(value: JsonValue | undefined): Uint8Array[] {
  const tokens = isObject(value) ? value.tstTokens : undefined
  if (!Array.isArray(tokens) || tokens.length === 0 || tokens.length > 4) throw new AttestaError('seal.timestamp-malformed')
  return tokens.map((token) => {
    const { val, type, encoding } = isObject(token) ? token : {}
    const plain = (type === undefined || type === 'rfc3161') && (encoding === undefined || /asn1|DER/i.test(String(encoding)))
    if (typeof val !== 'string' || !plain || val.length > 100_000) throw new AttestaError('seal.timestamp-malformed')
    return decodeBase64(val)
  })
}

function refused(parameter: string): AttestaError {
  return new AttestaError('seal.header', { parameter })
}
