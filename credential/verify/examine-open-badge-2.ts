import { causeOf, failed, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import type { UntrustedJws } from '../jose/parse.ts'
import { isObject, type JsonObject, parseStrictJson } from '../json/index.ts'
import { type Assertion, assertion, endorsement, readClass, sameText } from '../open-badge-2/index.ts'
import { bareHolder } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { fetchDocument } from './fetch-document.ts'
import { type OpenBadge2, openBadge2Of } from './open-badge-2-of.ts'
import { typesOf } from './read-badge-form.ts'
import { stateOpenBadge2 } from './state-open-badge-2.ts'
import { verifySignedBadge2 } from './verify-signed-badge-2.ts'

const nothing = notChecked('check.skipped')
const FORM = 'schema.passed-open-badge-2'
/** As much of a title as a sentence bears. */
const LONGEST_TITLE = 120

/** Looks at a hosted document of Open Badges 2.0: what its issuer publishes at its address must be the same (§Hosted Verification). */
export async function examineOpenBadge2(document: JsonObject, tools: Tools): Promise<Examination> {
  return examined({
    document,
    tools,
    async prove(badge) {
      if (badge.isSigned) return { proof: failed('proof.missing'), issuerKey: nothing }
      if (!badge.isInScope) return { proof: nothing, issuerKey: failed('issuer-key.other-place') }
      return { proof: await compareHosted({ document, url: badge.id, tools }), issuerKey: passed('issuer-key.passed') }
    },
  })
}

/** Looks at a signed one: a JWS by a key that its issuer's profile names (§Signed Verification). */
export async function examineSignedBadge2(jws: UntrustedJws, tools: Tools): Promise<Examination> {
  return examined({ document: jws.payload, tools, prove: (badge) => verifySignedBadge2({ jws, badge, tools }) })
}

interface ExaminedInput {
  readonly document: JsonObject
  readonly tools: Tools
  readonly prove: (badge: OpenBadge2) => Promise<{ proof: Step; issuerKey: Step }>
}

async function examined({ document, tools, prove }: ExaminedInput): Promise<Examination> {
  let badge: OpenBadge2
  let title: string | undefined
  try {
    const { expect, world } = tools
    if (expect.type !== undefined && !typesOf(document).includes(expect.type)) throw new AttestaError('schema.type')
    const read = typesOf(document).includes('Endorsement')
      ? { endorsement: readClass({ document, shape: endorsement }) }
      : { assertion: readClass({ document, shape: assertion }) }
    const named = read.assertion?.badge
    title = typeof named === 'object' ? named.name : undefined
    badge = await openBadge2Of({ ...read, fetch: world.fetch })
  } catch (error) {
    return refusedForm(error, title)
  }
  const { proof, issuerKey } = await prove(badge)
  const schema = passed(FORM)
  if (proof.outcome !== 'passed') return { schema, proof, issuerKey, holder: nothing }
  const holder = bareHolder(tools.expect)
  return { schema, proof, issuerKey, holder, identities: identitiesOf(badge.assertion), statement: stateOpenBadge2(badge) }
}

/** A profile that is not there leaves open whose badge it is; anything else is a fault of the document. */
function refusedForm(error: unknown, title: string | undefined): Examination {
  const code = causeOf(error)
  if (code === 'issuer-key.profile-unreachable') {
    return { schema: passed(FORM), proof: nothing, issuerKey: notChecked(...unreachable(error, title)), holder: nothing }
  }
  const schema = failed(code, error instanceof AttestaError ? error.facts : {})
  return { schema, proof: nothing, issuerKey: nothing, holder: nothing }
}

/** Nobody vouches for the title yet: it is what the document calls itself. */
function unreachable(error: unknown, title: string | undefined): Parameters<typeof notChecked> {
  const facts = error instanceof AttestaError ? error.facts : {}
  return title === undefined
    ? ['issuer-key.profile-unreachable', facts]
    : ['issuer-key.profile-unreachable-of', { ...facts, title: title.slice(0, LONGEST_TITLE) }]
}

async function compareHosted({ document, url, tools }: { document: JsonObject; url: string; tools: Tools }): Promise<Step> {
  try {
    const { status, bytes } = await fetchDocument({ url, fetch: tools.world.fetch })
    if (status === 410) return failed('proof.hosted-revoked')
    const hosted = parseStrictJson(bytes)
    if (!isObject(hosted)) return failed('proof.hosted-differs')
    if (hosted.revoked === true) return failed('proof.hosted-revoked')
    return sameText(hosted, document) ? passed('proof.hosted') : failed('proof.hosted-differs')
  } catch (error) {
    const code = causeOf(error)
    return code === 'proof.hosted-unreachable' ? notChecked(code) : failed('proof.hosted-differs')
  }
}

function identitiesOf(read: Assertion | undefined) {
  if (read === undefined) return []
  const { hashed, identity, salt, type } = read.recipient
  return [{ hashed, identityHash: identity, salt, identityType: type.includes('email') ? 'emailAddress' : type.join(' ') }]
}
