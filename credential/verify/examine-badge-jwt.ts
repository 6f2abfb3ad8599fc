import { decode } from '../base64url.ts'
import { causeOf, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { assertHeader } from '../jose/header.ts'
import { verifySignature } from '../jose/index.ts'
import type { UntrustedJws } from '../jose/parse.ts'
import { isObject, type JsonObject, parseStrictJson } from '../json/index.ts'
import { withPublishedContexts } from '../open-badge/index.ts'
import { isOpenBadge2 } from '../open-badge-2/context.ts'
import { fromNumericDate, parseDateTime, toNumericDate } from '../time.ts'
import { bareHolder } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { type BadgeForm, readBadgeForm, typesOf } from './read-badge-form.ts'

const nothing = notChecked('check.skipped')

/**
 * Open Badges 3.0 §8.2.4 writes `JWT` or nothing, VC-JOSE-COSE §3.1.1 `vc+jwt`. A token without one is told from others of its issuer
 * (RFC 8725 §3.11) by its payload: nothing else has the closed form of a badge.
 */
const TYPES = ['vc+jwt', 'JWT']

/** Looks at a badge, a learner record or an endorsement inside a JWT (Open Badges 3.0 §8.2). */
export async function examineBadgeJwt(text: string, tools: Tools): Promise<Examination | { readonly format: Step }> {
  let jws: UntrustedJws
  try {
    jws = parse(text)
  } catch (error) {
    return { format: refusal(error) }
  }
  if (isOpenBadge2(jws.payload)) {
    const { examineSignedBadge2 } = await import('./examine-open-badge-2.ts')
    return examineSignedBadge2(jws, tools)
  }
  try {
    const form = await read(jws, tools)
    const schema = passed(form.schema)
    const copy = {
      issuedAt: timeOf(jws.payload, 'iat') ?? timeOf(jws.payload, 'nbf'),
      notBefore: undefined,
      expiresAt: timeOf(jws.payload, 'exp'),
    }
    const { proof, issuerKey } = await verify({ jws, issuer: form.issuer, at: copy.issuedAt ?? tools.world.now, tools })
    if (proof.outcome !== 'passed') return { schema, proof, issuerKey, holder: nothing }
    const holder = bareHolder(tools.expect)
    return { schema, proof, issuerKey, holder, identities: form.identities, statement: form.state(copy) }
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
  if (payload['@context'] === undefined && !isObject(payload.vc)) throw new AttestaError('format.plain-jwt')
  return { header, payload, signingInput: `${header64}.${payload64}`, signature: decode(signature64) }
}

/**
 * The credential without the JWT's own claims, which must say the same as it does (Open Badges 3.0 §8.2.4.1). Under VCDM 1.1 it is the
 * claim `vc` (VCDM 1.1 §6.3.1). A badge is for whomever its holder shows it to: an audience may be named, but only as its recipient.
 */
async function read({ payload }: UntrustedJws, { expect }: Tools): Promise<BadgeForm> {
  const { iss, jti, sub, nbf, exp, aud, iat: _, ...rest } = payload
  const document = inside(rest)
  if (document.proof !== undefined) throw new AttestaError('schema.open-badge-jwt', { at: 'proof' })
  const form = await readBadgeForm(withPublishedContexts(document), { signed: 'bytes' })
  if (expect.type !== undefined && !typesOf(document).includes(expect.type)) throw new AttestaError('schema.type')
  const said: readonly [string, unknown, unknown][] = [
    ['iss', iss, form.issuer],
    ['jti', jti, form.id],
    ['sub', sub, form.subject],
    ['aud', aud, form.subject],
    ['nbf', nbf, toNumericDate(parseDateTime(form.validFrom))],
    ['exp', exp, form.validUntil === undefined ? exp : toNumericDate(parseDateTime(form.validUntil))],
  ]
  const contradiction = said.find(([, claim, member]) => claim !== undefined && claim !== member)
  if (contradiction !== undefined) throw new AttestaError('schema.open-badge-jwt', { at: contradiction[0] })
  return form
}

function inside({ vc, ...rest }: JsonObject): JsonObject {
  if (vc === undefined) return rest
  if (!isObject(vc) || Object.keys(rest).length > 0) throw new AttestaError('schema.open-badge-jwt', { at: 'vc' })
  return vc
}

interface VerifyInput {
  readonly jws: UntrustedJws
  readonly issuer: string
  readonly at: Date
  readonly tools: Tools
}

async function verify({ jws, issuer, at, tools }: VerifyInput): Promise<Pick<Examination, 'proof' | 'issuerKey'>> {
  const { kid, typ } = jws.header
  const found = await tools.keys
    .find({ issuer, at, ...(typeof kid === 'string' ? { kid } : {}) })
    .catch((error: unknown) => ({ refused: error }))
  if ('refused' in found) {
    const code = causeOf(found.refused)
    const open = isUnreachable(found.refused) || code === 'issuer-key.unpublished'
    return { proof: nothing, issuerKey: open ? notChecked(code) : refusal(found.refused) }
  }
  const issuerKey = found.problem === undefined ? passed('issuer-key.passed') : refusal(found.problem)
  try {
    await verifySignature({ jws, key: found.key, typ: typ === undefined ? undefined : (TYPES.find((known) => known === typ) ?? 'vc+jwt') })
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
