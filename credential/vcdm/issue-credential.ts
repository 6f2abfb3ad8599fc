import type { Contexts } from '../contexts/index.ts'
import { DATA_INTEGRITY_V2, STATUS_LIST_V1 } from '../contexts/index.ts'
import type { BbsSigner, Signer } from '../crypto/port.ts'
import { signDocument } from '../data-integrity/index.ts'
import type { Suite } from '../data-integrity/suites.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { formatDateTime } from '../time.ts'
import { assertCredential } from './assert-credential.ts'
import { assertMeaning } from './assert-meaning.ts'
import { assertRelatedResources } from './assert-related-resources.ts'
import { envelop } from './envelope.ts'
import { secureWithJose } from './secure-jose.ts'
import type { VcWorld } from './world.ts'

/** How a credential is secured: a cryptosuite of Data Integrity, or an envelope. */
export type Mechanism = Suite | 'vc+jwt'

/** Whoever issues: an identifier, its key, and how it secures. */
export interface Instance {
  readonly did: string
  /** DID URL of the key. */
  readonly verificationMethod: string
  readonly signer: Signer | BbsSigner
  readonly mechanism: Mechanism
  /** May the credential name another issuer? Default no. */
  readonly anyIssuer?: boolean
}

export interface IssueCredentialInput {
  readonly credential: JsonValue | undefined
  readonly instance: Instance
  /** Members that every copy shows (ecdsa-sd-2023, bbs-2023). */
  readonly mandatoryPointers?: readonly string[]
  /** Entry of a status list, made when all else is known to be right. */
  readonly statusEntry?: (credential: JsonObject) => Promise<JsonObject>
}

/**
 * Issues a credential of any kind. What is wrong with it is refused, never mended: only the issuer is written in where none is named,
 * and for VCDM 1.1 the contexts in which proofs and entries of status lists have a meaning.
 *
 * @throws AttestaError `vc.*`, `proof.*`
 */
export async function issueCredential(input: IssueCredentialInput, world: VcWorld): Promise<JsonObject> {
  const { instance, statusEntry } = input
  if (!isObject(input.credential)) throw new AttestaError('vc.not-object')
  const named = nameIssuer(input.credential, instance)
  const { version } = assertCredential(named)
  const getsStatus = statusEntry !== undefined && named.credentialStatus === undefined
  const credential =
    version === '2.0'
      ? named
      : withTerms(named, [
          ...(instance.mechanism === 'vc+jwt' ? [] : [DATA_INTEGRITY_V2]),
          // Those of VCDM 2.0 have them from the start.
          ...(getsStatus ? [STATUS_LIST_V1] : []),
        ])
  await assertMeaning({ document: credential, contexts: world.contexts })
  const { fetch, olderContext = false } = world
  await assertRelatedResources({ document: credential, fetch, unreachable: 'refuse', olderContext })
  const withStatus = getsStatus ? { ...credential, credentialStatus: await statusEntry(credential) } : credential
  return secure({ ...input, credential: withStatus, now: world.now, contexts: world.contexts })
}

function nameIssuer(credential: JsonObject, { did, anyIssuer = false }: Instance): JsonObject {
  const { issuer } = credential
  if (issuer === undefined) return { ...credential, issuer: did }
  if (isObject(issuer) && issuer.id === undefined) return { ...credential, issuer: { ...issuer, id: did } }
  const id = isObject(issuer) ? issuer.id : issuer
  if (typeof id === 'string' && id !== did && !anyIssuer) {
    // An issuer that is no address at all is malformed, whoever it means.
    assertCredential(credential)
    throw new AttestaError('vc.other-issuer')
  }
  return credential
}

function withTerms(credential: JsonObject, wanted: readonly string[]): JsonObject {
  const context = credential['@context']
  const all = Array.isArray(context) ? context : [context as JsonValue]
  const missing = wanted.filter((address) => !all.includes(address))
  return missing.length === 0 ? credential : { ...credential, '@context': [...all, ...missing] }
}

interface SecureInput extends Omit<IssueCredentialInput, 'credential' | 'statusEntry'> {
  readonly credential: JsonObject
  readonly now: Date
  readonly contexts: Contexts
}

async function secure({ credential, instance, mandatoryPointers, now, contexts }: SecureInput): Promise<JsonObject> {
  const { mechanism, signer, verificationMethod } = instance
  if (mechanism === 'vc+jwt') {
    if (credential.proof !== undefined || !('sign' in signer)) throw new AttestaError('vc.envelope')
    const token = await secureWithJose({ document: credential, kind: 'vc', signer, kid: verificationMethod })
    return envelop({ token, mediaType: 'application/vc+jwt', kind: 'vc' })
  }
  return signDocument({
    document: credential,
    suite: mechanism,
    signer,
    verificationMethod,
    created: formatDateTime(now),
    contexts,
    ...(mandatoryPointers === undefined ? {} : { mandatoryPointers }),
  })
}
