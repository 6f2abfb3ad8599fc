import { causeOf, type FoundKey, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { spend, type VerifiedProof, verifyProofs } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { bareHolder } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { type BadgeForm, readBadgeForm, typesOf } from './read-badge-form.ts'

const nothing = notChecked('check.skipped')

/** Looks at an Open Badge 3.0, a learner record or an endorsement: closed form first, then every proof by a key of the issuer, then what it states. */
export async function examineOpenBadge(document: JsonObject, tools: Tools): Promise<Examination | { readonly format: Step }> {
  try {
    spend({ document, read: withoutContained(document), work: tools.enclosure.left })
  } catch (error) {
    return { format: notChecked(causeOf(error), error instanceof AttestaError ? error.facts : {}) }
  }
  let form: BadgeForm
  try {
    form = await readBadgeForm(document)
    if (tools.expect.type !== undefined && !typesOf(document).includes(tools.expect.type)) throw new AttestaError('schema.type')
  } catch (error) {
    return { schema: refusal(error), proof: nothing, issuerKey: nothing, holder: nothing }
  }

  const { proof, issuerKey, proofs } = await verify({ document, issuer: form.issuer, tools })
  const schema = passed(form.schema)
  if (proofs === undefined) return { schema, proof, issuerKey, holder: nothing }
  const holder = bareHolder(tools.expect)
  try {
    return { schema, proof, issuerKey, holder, identities: form.identities, statement: form.state(timesOf(proofs)) }
  } catch (error) {
    return { schema: refusal(error), proof, issuerKey, holder }
  }
}

/** Credentials inside a record are read as documents of their own (`readStrictly`). */
function withoutContained(document: JsonObject): JsonObject {
  const { credentialSubject } = document
  if (!isObject(credentialSubject)) return document
  const { verifiableCredential: _, ...subject } = credentialSubject
  return { ...document, credentialSubject: subject }
}

interface Verified {
  readonly proof: Step
  readonly issuerKey: Step
  /** Only when all hold. */
  readonly proofs?: readonly VerifiedProof[]
}

async function verify({ document, issuer, tools }: { document: JsonObject; issuer: string; tools: Tools }): Promise<Verified> {
  const found: FoundKey[] = []
  let unfound: Step | undefined
  try {
    const proofs = await verifyProofs({
      document,
      // A proof that does not say when it was made is as old as it is now: `validFrom` can be written at will, to borrow an old key.
      async resolveKey(kid, { created = tools.world.now }) {
        try {
          const key = await tools.keys.find({ issuer, kid, at: created })
          found.push(key)
          return key.key
        } catch (error) {
          unfound = keyStep(error)
          throw error
        }
      },
    })
    const problem = found.find((key) => key.problem !== undefined)?.problem
    const issuerKey = problem === undefined ? passed('issuer-key.passed') : failed(problem.code, problem.facts)
    return { proof: passed('proof.passed'), issuerKey, proofs }
  } catch (error) {
    if (unfound !== undefined) return { proof: nothing, issuerKey: unfound }
    return { proof: refusal(error), issuerKey: found.length > 0 ? passed('issuer-key.passed') : nothing }
  }
}

function keyStep(error: unknown): Step {
  const code = causeOf(error)
  return isUnreachable(error) || code === 'issuer-key.unpublished' ? notChecked(code) : refusal(error)
}

/** No copy is fresher than its oldest signature, nor good beyond its first end. */
function timesOf(proofs: readonly VerifiedProof[]): TokenTimes {
  const [issuedAt] = proofs.flatMap((proof) => proof.created ?? []).toSorted(byTime)
  const [expiresAt] = proofs.flatMap((proof) => proof.expires ?? []).toSorted(byTime)
  return { issuedAt, notBefore: undefined, expiresAt }
}

function byTime(a: Date, b: Date): number {
  return a.getTime() - b.getTime()
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
