import type { DecisionRef } from '../attestation/attestation.ts'
import { statusPlace } from '../attestation/index.ts'
import { causeOf, declaredBy, type FoundKey, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { type CodeContent, fetchAuthority, parseCode, type UntrustedCode } from '../cose/index.ts'
import { AttestaError } from '../errors.ts'
import { readAllDisclosures } from '../sd-jwt/read-disclosure.ts'
import { isExpected } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { readDisclosedOutcome } from './read-disclosed-outcome.ts'
import { stateAct } from './state-act.ts'
import type { Statement } from './statement.ts'

const nothing = notChecked('check.skipped')

/** Looks at the code of a paper: form, key, signature; then the chain that it names, from what is known beforehand or from the body. */
export async function examineCode(text: string, tools: Tools): Promise<Examination> {
  const holder = isExpected(tools.expect) ? failed('holder.bare-document') : notChecked('holder.not-asked')
  let code: UntrustedCode
  try {
    code = await parseCode(text)
  } catch (error) {
    return { schema: refusal(error), proof: nothing, issuerKey: nothing, holder: nothing }
  }
  const schema = passed('schema.passed')
  const found = await findKey(code, tools)
  if (!('key' in found)) return { schema, proof: nothing, issuerKey: found, holder: nothing }
  const issuerKey = found.problem === undefined ? passed('issuer-key.passed') : failed(found.problem.code, found.problem.facts)
  try {
    await code.verify(found.key)
  } catch (error) {
    return { schema, proof: refusal(error), issuerKey, holder: nothing }
  }
  const proof = passed('proof.passed')
  try {
    return { schema, proof, issuerKey, holder, statement: await state(code.content, tools) }
  } catch (error) {
    return { schema: refusal(error), proof, issuerKey, holder }
  }
}

async function findKey({ kid, content }: UntrustedCode, { keys }: Tools): Promise<FoundKey | Step> {
  try {
    return await keys.find({ issuer: content.body.id, kid: `${content.body.id}#${kid}`, at: content.signedAt })
  } catch (error) {
    const code = causeOf(error)
    return isUnreachable(error) || code === 'issuer-key.unpublished' ? notChecked(code) : refusal(error)
  }
}

async function state(content: CodeContent, { world }: Tools): Promise<Statement> {
  const { authority, isWhole } = await fetchAuthority(content, world)
  const opened = readAllDisclosures(content.disclosures, 'sha-256')
  const { index, tokenList } = content.status
  const decision = declaredOf(content, authority)
  const statement = stateAct({
    reading: {
      ...content,
      authority,
      ...(decision === undefined ? {} : { decision }),
      outcome: readDisclosedOutcome({ disclosures: opened, code: 'schema.cose' }),
      outcomeDigests: [...opened.map(({ digest }) => digest), ...content.closed].sort(),
    },
    form: 'cose',
    copy: { issuedAt: content.signedAt, notBefore: undefined, expiresAt: undefined },
    status: [{ status_list: { idx: index, uri: tokenList } }],
    place: statusPlace({ list: tokenList, index }),
  })
  return isWhole ? statement : { ...statement, isAuthorityMissing: true }
}

/** A code has no room to repeat its decision: it signs for it by digest, and says beside it only who released. */
function declaredOf({ releasedBy }: CodeContent, authority: Statement['authority']): DecisionRef | undefined {
  const declared = declaredBy(authority)
  return declared === undefined || releasedBy === undefined ? undefined : { ...declared, releasedBy }
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
