import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import type { DidDocument, Purpose, VerificationMethod } from './document.ts'
import { readMethod } from './read-method.ts'

const PURPOSES: readonly Purpose[] = ['assertionMethod', 'authentication']

/** CID §2.3: the relationships that may embed a method; each embedded id counts when looking for repetitions. */
const OTHER_RELATIONSHIPS = ['keyAgreement', 'capabilityInvocation', 'capabilityDelegation']

type Method = Omit<VerificationMethod, 'purposes'>

/**
 * Reads the DID document of `did` (security.md §2 row 33): its id and every controller are that DID, no two methods share an
 * id, relationships point at methods that are there. Methods with a key of another kind are left out.
 *
 * @throws AttestaError `did.document-invalid` with the part, `jwk.private`, `jwk.malformed`
 */
export function readDidDocument({ json, did }: { json: JsonValue; did: string }): DidDocument {
  if (!isObject(json) || json.id !== did) throw invalid('id')
  if (json.controller !== undefined && json.controller !== did) throw invalid('controller')

  const methods = new Map<string, Method | undefined>()
  const purposes = new Map<string, Set<Purpose>>()
  for (const item of listOf(json, 'verificationMethod')) add(readMethod({ json: item, did }))
  for (const purpose of PURPOSES) {
    for (const item of listOf(json, purpose)) {
      const id = typeof item === 'string' ? referenceTo(item) : add(readMethod({ json: item, did }))
      if (!methods.has(id)) throw invalid(purpose)
      purposes.set(id, (purposes.get(id) ?? new Set()).add(purpose))
    }
  }
  for (const relationship of OTHER_RELATIONSHIPS) {
    for (const item of listOf(json, relationship)) {
      if (typeof item !== 'string') add(readMethod({ json: item, did }))
    }
  }

  function add({ id, method }: { id: string; method: Method | undefined }): string {
    if (methods.has(id)) throw invalid('verificationMethod.id')
    methods.set(id, method)
    return id
  }

  function referenceTo(id: string): string {
    return id.startsWith('#') ? `${did}${id}` : id
  }

  const usable = [...methods.values()].filter((method) => method !== undefined)
  return { id: did, verificationMethods: usable.map((method) => ({ ...method, purposes: [...(purposes.get(method.id) ?? [])] })) }
}

function listOf(document: JsonObject, member: string): readonly JsonValue[] {
  const value = document[member]
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid(member)
  return value
}

function invalid(part: string): AttestaError {
  return new AttestaError('did.document-invalid', { part })
}
