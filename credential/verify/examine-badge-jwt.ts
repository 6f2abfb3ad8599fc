import { decode } from '../base64url.ts'
import { causeOf, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { assertHeader } from '../jose/header.ts'
import { verifySignature } from '../jose/index.ts'
import type { UntrustedJws } from '../jose/parse.ts'
import { isObject, type JsonObject, parseStrictJson } from '../json/index.ts'
import { type OpenBadgeReading, readOpenBadge } from '../open-badge/index.ts'
import { fromNumericDate, parseDateTime, toNumericDate } from '../time.ts'
import { isExpected } from './checks/holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { stateBadge } from './state-badge.ts'

const nothing = notChecked('check.skipped')

/** Open Badges 3.0 §8.2.4 writes `JWT`, VC-JOSE-COSE §3.1.1 `vc+jwt`. */
const TYPES = ['vc+jwt', 'JWT']

/** Looks at an Open Badge 3.0 inside a JWT (Open Badges 3.0 §8.2): what others issue so; nothing of ours is. */
export async function examineBadgeJwt(text: string, tools: Tools): Promise<Examination | { readonly format: Step }> {
  let jws: UntrustedJws
  try {
    jws = parse(text)
  } catch (error) {
    return { format: refusal(error) }
  }
  const holder = isExpected(tools.expect) ? failed('holder.bare-document') : notChecked('holder.not-asked')
  try {
    const { document, reading } = await read(jws)
    const schema = passed('schema.passed')
    const copy = {
      issuedAt: timeOf(jws.payload, 'iat') ?? timeOf(jws.payload, 'nbf'),
      notBefore: undefined,
      expiresAt: timeOf(jws.payload, 'exp'),
    }
    const { proof, issuerKey } = await verify({ jws, reading, at: copy.issuedAt ?? tools.world.now, tools })
    if (proof.outcome !== 'passed') return { schema, proof, issuerKey, holder: nothing }
    return { schema, proof, issuerKey, holder, statement: stateBadge({ document, reading, copy }) }
  } catch (error) {
    return { schema: refusal(error), proof: nothing, issuerKey: nothing, holder: nothing }
  }
}

/**
 * A key in the header, which this standard allows, is not looked at: whoever signs could put any there (security.md §2 row 2). The
 * issuer's key comes from its registry or from the relying party.
 */
function parse(text: string): UntrustedJws {
  const [header64 = '', payload64 = '', signature64 = '', ...more] = text.split('.')
  if (more.length > 0) throw new AttestaError('jws.malformed')
  const written = parseStrictJson(decode(header64))
  const payload = parseStrictJson(decode(payload64))
  if (!isObject(written) || !isObject(payload)) throw new AttestaError('jws.malformed')
  const { jwk: _, ...header } = written
  assertHeader(header)
  if (payload['@context'] === undefined) throw new AttestaError('format.plain-jwt')
  return { header, payload, signingInput: `${header64}.${payload64}`, signature: decode(signature64) }
}

/** The credential without the JWT's own claims, which must say the same as it does (Open Badges 3.0 §8.2.4.1). */
async function read({ payload }: UntrustedJws): Promise<{ document: JsonObject; reading: OpenBadgeReading }> {
  const { iss, jti, sub, nbf, exp, iat: _, ...document } = payload
  if (document.proof !== undefined) throw new AttestaError('schema.open-badge-jwt', { at: 'proof' })
  const reading = await readOpenBadge(document)
  const said: readonly [string, unknown, unknown][] = [
    ['iss', iss, reading.issuer.id],
    ['jti', jti, reading.id],
    ['sub', sub, reading.holder],
    ['nbf', nbf, toNumericDate(parseDateTime(reading.validFrom))],
    ['exp', exp, reading.validUntil === undefined ? exp : toNumericDate(parseDateTime(reading.validUntil))],
  ]
  const contradiction = said.find(([, claim, member]) => claim !== undefined && claim !== member)
  if (contradiction !== undefined) throw new AttestaError('schema.open-badge-jwt', { at: contradiction[0] })
  return { document, reading }
}

interface VerifyInput {
  readonly jws: UntrustedJws
  readonly reading: OpenBadgeReading
  readonly at: Date
  readonly tools: Tools
}

async function verify({ jws, reading, at, tools }: VerifyInput): Promise<Pick<Examination, 'proof' | 'issuerKey'>> {
  const { kid, typ } = jws.header
  const found = await tools.keys
    .find({ issuer: reading.issuer.id, at, ...(typeof kid === 'string' ? { kid } : {}) })
    .catch((error: unknown) => ({ refused: error }))
  if ('refused' in found) {
    const code = causeOf(found.refused)
    const open = isUnreachable(found.refused) || code === 'issuer-key.unpublished'
    return { proof: nothing, issuerKey: open ? notChecked(code) : refusal(found.refused) }
  }
  const issuerKey = found.problem === undefined ? passed('issuer-key.passed') : refusal(found.problem)
  try {
    await verifySignature({ jws, key: found.key, typ: TYPES.find((known) => known === typ) ?? 'vc+jwt' })
    return { proof: passed('proof.passed'), issuerKey }
  } catch (error) {
    return { proof: refusal(error), issuerKey }
  }
}

function timeOf(payload: JsonObject, claim: 'iat' | 'nbf' | 'exp'): Date | undefined {
  const value = payload[claim]
  return value === undefined ? undefined : fromNumericDate(value)
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
