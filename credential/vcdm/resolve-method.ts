import type { PublicJwk } from '../crypto/port.ts'
import { type DidDocument, keyOf, type Purpose, resolveDid } from '../did/index.ts'
import { AttestaError } from '../errors.ts'
import type { VcWorld } from './world.ts'

export interface MethodUse {
  readonly created?: Date
  readonly proofPurpose: string
}

export type ResolveMethod = (verificationMethod: string, use: MethodUse) => Promise<PublicJwk>

const PURPOSES: readonly string[] = ['assertionMethod', 'authentication'] satisfies Purpose[]

/** Keys by the DID URL that a proof names; every registry is asked once, however many proofs name it. */
export function methodResolver({ fetch, limits, now }: VcWorld): ResolveMethod {
  const documents = new Map<string, Promise<DidDocument>>()
  return async (verificationMethod, { created = now, proofPurpose }) => {
    const did = controllerOf(verificationMethod)
    if (!PURPOSES.includes(proofPurpose)) throw new AttestaError('proof.purpose')
    const document = documents.get(did) ?? resolveDid(did, { fetch, ...(limits === undefined ? {} : { limits }) })
    documents.set(did, document)
    return keyOf(await document, verificationMethod, { at: created, purpose: proofPurpose as Purpose }).key
  }
}

/** @throws AttestaError `issuer-key.unpublished` for what is no DID URL with a fragment */
export function controllerOf(verificationMethod: string): string {
  const [did = '', fragment] = verificationMethod.split('#')
  if (!did.startsWith('did:') || fragment === undefined) throw new AttestaError('issuer-key.unpublished')
  return did
}
