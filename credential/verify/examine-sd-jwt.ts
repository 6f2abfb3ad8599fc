import { statusPlace } from '../attestation/index.ts'
import { causeOf, type FoundKey, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { parseSdJwt, type VerifiedSdJwt, verifySdJwt } from '../sd-jwt/index.ts'
import { kindOfVct, readSdJwtVc } from '../sd-jwt-vc/index.ts'
import { fromNumericDate } from '../time.ts'
import { isExpected } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { stateAct } from './state-act.ts'
import { stateForeignSdJwt } from './state-foreign-sd-jwt.ts'
import type { Statement } from './statement.ts'

const nothing = notChecked('check.skipped')

/** Looks at an SD-JWT VC: key, proof, key binding, then form and content of what was signed. */
export async function examineSdJwt(text: string, tools: Tools): Promise<Examination> {
  const found = await findKey(text, tools)
  if (!('key' in found)) return { schema: nothing, proof: nothing, issuerKey: found, holder: nothing }
  const issuerKey = found.problem === undefined ? passed('issuer-key.passed') : failed(found.problem.code, found.problem.facts)

  const read = await verify({ text, key: found.key, tools })
  if (!('verified' in read)) return { ...read, issuerKey, holder: nothing }
  const { verified, holder } = read
  try {
    const statement = state(verified, tools)
    return { schema: passed('schema.passed'), proof: passed('proof.passed'), issuerKey, holder, statement }
  } catch (error) {
    return { schema: failed(causeOf(error), factsOf(error)), proof: passed('proof.passed'), issuerKey, holder }
  }
}

async function findKey(text: string, { keys, world }: Tools): Promise<FoundKey | Step> {
  try {
    const { header, payload } = parseSdJwt(text).jws
    if (typeof payload.iss !== 'string') throw new AttestaError('issuer-key.unpublished')
    const at = payload.iat === undefined ? world.now : fromNumericDate(payload.iat)
    return await keys.find({ issuer: payload.iss, at, ...(typeof header.kid === 'string' ? { kid: header.kid } : {}) })
  } catch (error) {
    const code = causeOf(error)
    return isUnreachable(error) || code === 'issuer-key.unpublished' ? notChecked(code) : failed(code, factsOf(error))
  }
}

interface VerifyInput {
  readonly text: string
  readonly key: FoundKey['key']
  readonly tools: Tools
}

type Verified = { readonly verified: VerifiedSdJwt; readonly holder: Step } | Pick<Examination, 'schema' | 'proof'>

/** Key binding comes last in the verifier, so when it alone is refused the rest is read once more without it. */
async function verify({ text, key, tools: { world, expect } }: VerifyInput): Promise<Verified> {
  const bare = text.slice(0, text.lastIndexOf('~') + 1)
  const options = { resolveKey: async () => key, now: world.now, checkTimes: 'report', skew: world.limits?.clockSkew ?? 60 } as const
  const { nonce, audience, maxKeyBindingAge } = expect
  try {
    if (nonce === undefined || audience === undefined) {
      const verified = await verifySdJwt({ sdJwt: bare, ...options })
      return { verified, holder: isExpected(expect) ? failed('holder.nothing-expected') : notChecked('holder.not-asked') }
    }
    const keyBinding = {
      required: isExpected(expect),
      audience,
      nonce,
      ...(maxKeyBindingAge === undefined ? {} : { maxAgeSeconds: maxKeyBindingAge }),
    }
    const verified = await verifySdJwt({ sdJwt: text, ...options, keyBinding })
    return { verified, holder: verified.keyBinding === undefined ? notChecked('holder.not-asked') : passed('holder.passed') }
  } catch (error) {
    const code = causeOf(error)
    if (code.startsWith('sd-jwt.key-binding-')) return verifyUnbound({ bare, options, holder: failed(code) })
    return refused(code, error)
  }
}

async function verifyUnbound({
  bare,
  options,
  holder,
}: {
  bare: string
  options: Omit<Parameters<typeof verifySdJwt>[0], 'sdJwt'>
  holder: Step
}): Promise<Verified> {
  try {
    return { verified: await verifySdJwt({ sdJwt: bare, ...options }), holder }
  } catch (error) {
    return refused(causeOf(error), error)
  }
}

function refused(code: ReturnType<typeof causeOf>, error: unknown): Pick<Examination, 'schema' | 'proof'> {
  // Missing or mistyped claims are a matter of form; the signature was good by then.
  if (code === 'sd-jwt.vct' || code === 'sd-jwt.claim-malformed') return { schema: failed(code, factsOf(error)), proof: nothing }
  return { schema: nothing, proof: failed(code, factsOf(error)) }
}

function state(verified: VerifiedSdJwt, { expect }: Tools): Statement {
  const { vct } = verified.payload
  if (expect.type !== undefined && expect.type !== vct) throw new AttestaError('schema.type')
  if (kindOfVct(vct) === undefined) return stateForeignSdJwt(verified)
  const reading = readSdJwtVc(verified)
  const { idx, uri } = reading.status
  return stateAct({
    reading,
    form: 'sd-jwt-vc',
    copy: verified.times,
    status: [{ status_list: { idx, uri } }],
    place: statusPlace({ list: uri, index: idx }),
  })
}

function factsOf(error: unknown) {
  return error instanceof AttestaError ? error.facts : {}
}
