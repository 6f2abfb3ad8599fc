import { freshWork, spend, verifyProofs } from '../data-integrity/index.ts'
import { parseProofs } from '../data-integrity/proof.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { assertCredential } from './assert-credential.ts'
import { assertCurrent } from './assert-current.ts'
import { assertMeaning } from './assert-meaning.ts'
import { assertPresentation } from './assert-presentation.ts'
import { isEnveloped, openToken } from './envelope.ts'
import { controllerOf, methodResolver, type ResolveMethod } from './resolve-method.ts'
import { verifyCredential } from './verify-credential.ts'
import type { Warning } from './warning.ts'
import type { Checks, VcWorld } from './world.ts'

const MAX_CREDENTIALS = 32

export interface VerifyPresentationInput {
  readonly presentation: JsonValue | undefined
  readonly challenge?: string
  readonly domain?: string
  readonly checks?: Checks
}

export interface VerifiedPresentation {
  readonly mediaType: string
  readonly warnings: readonly Warning[]
}

/**
 * Verifies a presentation of any kind (VCDM 2.0 §4.13): its form and meaning, who presented it and to whom, and every credential in it.
 * One without a proof shows nothing of who presents, and says so.
 *
 * @throws AttestaError for whatever is wrong first
 */
export async function verifyPresentation(input: VerifyPresentationInput, given: VcWorld): Promise<VerifiedPresentation> {
  const work = given.work ?? freshWork()
  const world = { ...given, work }
  const { presentation: received, checks } = input
  if (!isObject(received)) throw new AttestaError('vc.not-object')
  const resolveMethod = methodResolver(world)
  const { verifiableCredential: _, ...own } = received
  spend({ document: received, read: own, work })
  const opened = await open({ received, input, resolveMethod, world })
  const { presentation, controllers } = opened
  const { holder, credentials } = assertPresentation(presentation)
  if (credentials.length > MAX_CREDENTIALS) throw new AttestaError('vc.malformed', { at: 'verifiableCredential' })
  await assertMeaning({ document: presentation, contexts: world.contexts })

  const warnings: Warning[] = [...opened.warnings]
  if (controllers.length > 0 && holder !== undefined && !controllers.includes(holder)) warnings.push({ code: 'vc.other-holder', facts: {} })
  for (const credential of credentials) {
    if (isUnsigned(credential) && mayBeUnsigned({ credential, controllers, world })) {
      spend({ document: credential, work })
      await assertMeaning({ document: credential, contexts: world.contexts })
      warnings.push({ code: 'vc.unsigned-credential', facts: {} })
    } else {
      const verified = await verifyCredential({ credential, resolveMethod, ...(checks === undefined ? {} : { checks }) }, world)
      warnings.push(...verified.warnings)
    }
  }
  return { mediaType: opened.mediaType, warnings }
}

interface OpenInput {
  readonly received: JsonObject
  readonly input: VerifyPresentationInput
  readonly resolveMethod: ResolveMethod
  readonly world: VcWorld
}

interface OpenedPresentation extends VerifiedPresentation {
  readonly presentation: JsonObject
  /** Whose keys signed; nobody's where nothing is signed. */
  readonly controllers: readonly string[]
}

async function open({ received, input, resolveMethod, world }: OpenInput): Promise<OpenedPresentation> {
  if (isEnveloped(received, 'EnvelopedVerifiablePresentation')) {
    const { document, controllers, claims, mediaType } = await openToken({ envelope: received, kind: 'vp', resolveMethod, world })
    assertAnswer({ challenge: claims.nonce, domain: claims.aud, input })
    return { presentation: document, controllers, mediaType, warnings: unaddressed(input) }
  }
  assertPresentation(received)
  const mediaType = 'application/vp'
  if (received.proof === undefined) {
    // Whoever asks with a challenge wants an answer, and nobody gave one.
    assertAnswer({ challenge: undefined, domain: undefined, input })
    return { presentation: received, controllers: [], mediaType, warnings: [{ code: 'vc.unsigned-presentation', facts: {} }] }
  }
  // The credentials inside are graphs of their own, with contexts that the door allows each for itself.
  const verified = await verifyProofs({
    document: received,
    resolveKey: resolveMethod,
    proofPurpose: 'authentication',
    contexts: world.contexts,
  })
  assertCurrent(verified, world)
  for (const { proof } of parseProofs(received)) assertAnswer({ challenge: proof.challenge, domain: proof.domain, input })
  const controllers = verified.map(({ verificationMethod }) => controllerOf(verificationMethod))
  return { presentation: received, controllers, mediaType, warnings: unaddressed(input) }
}

interface Answer {
  readonly challenge: JsonValue | undefined
  readonly domain: JsonValue | undefined
  readonly input: VerifyPresentationInput
}

/** What was asked is what was answered, for whoever asked (VC Data Integrity §2.1). */
function assertAnswer({ challenge, domain, input }: Answer): void {
  if (input.challenge !== undefined && challenge !== input.challenge) throw new AttestaError('vc.challenge')
  const domains = Array.isArray(domain) ? domain : [domain]
  if (input.domain !== undefined && !domains.includes(input.domain)) throw new AttestaError('vc.domain')
}

/** A presentation that nobody asked for may be one that somebody copied. */
function unaddressed({ challenge }: VerifyPresentationInput): readonly Warning[] {
  return challenge === undefined ? [{ code: 'vc.no-challenge', facts: {} }] : []
}

function isUnsigned(credential: JsonObject): boolean {
  return credential.proof === undefined && !isEnveloped(credential, 'EnvelopedVerifiableCredential')
}

/** What the presenter says of his own is signed with the presentation; anything else without a proof is a claim of nobody. */
function mayBeUnsigned({
  credential,
  controllers,
  world,
}: {
  credential: JsonObject
  controllers: readonly string[]
  world: VcWorld
}): boolean {
  const { issuer } = assertCredential(credential)
  return controllers.includes(issuer) || (world.unsignedCredentials === true && controllers.length > 0)
}
