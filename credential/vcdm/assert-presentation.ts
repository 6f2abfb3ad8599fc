import { isObject, type JsonObject } from '../json/index.ts'
import { assertTypes } from './assert-credential.ts'
import { versionOf } from './base-context.ts'
import { assertOptionalUrl, assertTyped, assertUrl, objectsOf } from './members.ts'

export interface PresentationForm {
  readonly holder: string | undefined
  readonly credentials: readonly JsonObject[]
}

/**
 * The form of a verifiable presentation (VCDM 2.0 §4.13). Its credentials are objects, each judged by itself.
 *
 * @throws AttestaError `vc.context`, `vc.malformed` with the place
 */
export function assertPresentation(document: JsonObject): PresentationForm {
  versionOf(document)
  assertTypes(document, 'VerifiablePresentation')
  assertOptionalUrl(document.id, 'id')
  for (const member of ['termsOfUse', 'proof']) for (const item of objectsOf(document[member], member)) assertTyped(item, member)
  const { verifiableCredential } = document
  const credentials =
    Array.isArray(verifiableCredential) && verifiableCredential.length === 0 ? [] : objectsOf(verifiableCredential, 'verifiableCredential')
  return { holder: holderOf(document), credentials }
}

function holderOf({ holder }: JsonObject): string | undefined {
  if (holder === undefined) return undefined
  const id = isObject(holder) ? holder.id : holder
  assertUrl(id, 'holder')
  return id
}
