import { issuerKeys } from '../chain/index.ts'
import { freshWork, spend, verifyProofs } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { lookUpStatus } from '../status/index.ts'
import { assertCredential, type CredentialForm } from './assert-credential.ts'
import { assertCurrent } from './assert-current.ts'
import { assertMeaning } from './assert-meaning.ts'
import { assertRelatedResources } from './assert-related-resources.ts'
import { isEnveloped, openEnvelope } from './envelope.ts'
import { listOf, malformed } from './members.ts'
import { controllerOf, methodResolver, type ResolveMethod } from './resolve-method.ts'
import type { Warning } from './warning.ts'
import type { Checks, VcWorld } from './world.ts'

export interface VerifyCredentialInput {
  /** As it was received: an object, or it is refused. */
  readonly credential: JsonValue | undefined
  readonly checks?: Checks
  /** Default: keys by the DID URL that a proof names. */
  readonly resolveMethod?: ResolveMethod
}

export interface VerifiedCredential {
  readonly mediaType: string
  readonly issuer: string
  /** What was secured, without its proof or envelope. */
  readonly document: JsonObject
  readonly warnings: readonly Warning[]
}

/**
 * Verifies a credential of any kind (VCDM 1.1 and 2.0): form, meaning, every proof or the envelope, that the issuer signed, its dates,
 * its related resources and its status. Nothing is said of whether the issuer is to be believed.
 *
 * @throws AttestaError for whatever is wrong first; `problemTypeOf` gives the W3C's name for it
 */
export async function verifyCredential(input: VerifyCredentialInput, world: VcWorld): Promise<VerifiedCredential> {
  const { credential: received } = input
  if (!isObject(received)) throw new AttestaError('vc.not-object')
  const verified = await verifyAny({ ...input, credential: received }, world)
  await world.judgeOwn?.({ received, document: verified.document, now: world.now })
  return verified
}

async function verifyAny(
  { credential, checks = ['proof', 'credentialStatus'], ...input }: VerifyAnyInput,
  world: VcWorld,
): Promise<VerifiedCredential> {
  const { resolveMethod = methodResolver(world) } = input
  if (isEnveloped(credential, 'EnvelopedVerifiableCredential')) {
    const opened = await openEnvelope({ envelope: credential, kind: 'vc', resolveMethod, world })
    return judge({ ...opened, checks, world })
  }
  const form = assertCredential(credential)
  spend({ document: credential, work: world.work ?? freshWork() })
  await assertMeaning({ document: credential, contexts: world.contexts })
  const verified = await verifyProofs({ document: credential, resolveKey: resolveMethod, contexts: world.contexts })
  assertCurrent(verified, world)
  const controllers = verified.map(({ verificationMethod }) => controllerOf(verificationMethod))
  const { proof: _, ...document } = credential
  return judge({ document, form, controllers, mediaType: 'application/vc', checks, world })
}

interface VerifyAnyInput extends VerifyCredentialInput {
  readonly credential: JsonObject
}

interface JudgeInput {
  readonly document: JsonObject
  readonly form: CredentialForm
  /** Whose keys signed. */
  readonly controllers: readonly string[]
  readonly mediaType: string
  readonly checks: Checks
  readonly world: VcWorld
}

async function judge({ document, form, controllers, mediaType, checks, world }: JudgeInput): Promise<VerifiedCredential> {
  const { now, issuerBound = true } = world
  const { issuer, validFrom, validUntil } = form
  // VC Data Integrity §4.5: a set may have proofs of others, but the issuer's is among them.
  if (issuerBound && !controllers.includes(issuer)) throw new AttestaError('issuer-key.foreign')
  if (validFrom !== undefined && validFrom > now) throw new AttestaError('validity.not-yet', { from: validFrom.toISOString() })
  if (validUntil !== undefined && validUntil <= now) throw new AttestaError('validity.ended', { until: validUntil.toISOString() })
  await assertRelatedResources({
    document,
    fetch: world.fetch,
    unreachable: 'accept',
    ...(world.olderContext === true && { olderContext: true }),
  })
  const warnings = checks.includes('credentialStatus') ? await askStatus(document, world) : []
  return { mediaType, issuer, document, warnings }
}

/** Each is an address that the sender chose, asked one after the other. */
const MAX_STATUS_ENTRIES = 16

/** Every entry is looked up, and one "no", or one list that cannot be read, is a "no". What an entry merely tells is passed on. */
async function askStatus({ id, credentialStatus }: JsonObject, world: VcWorld): Promise<readonly Warning[]> {
  const keys = issuerKeys({ ...world, trust: { issuers: [], sealRoots: [] } })
  const question = {
    world: { ...world, trust: { issuers: [], sealRoots: [] } },
    keys,
    ...(typeof id === 'string' ? { documentId: id } : {}),
  }
  const warnings: Warning[] = []
  const entries = listOf(credentialStatus, 'credentialStatus')
  if (entries.length > MAX_STATUS_ENTRIES) throw malformed('credentialStatus')
  for (const entry of entries) {
    const { step, value, message } = await lookUpStatus(entry, question)
    if (step.outcome !== 'passed') throw new AttestaError(step.code, step.facts)
    if (value !== undefined && value !== 0)
      warnings.push({ code: 'vc.status-message', facts: { value, message: message ?? String(value) } })
  }
  return warnings
}
