import type { JsonObject } from '../json/index.ts'
import { isObject } from '../json/index.ts'
import { type Version, versionOf } from './base-context.ts'
import { assertLanguageText, assertOptionalUrl, assertTyped, assertUrl, dateTimeOf, listOf, malformed, objectsOf } from './members.ts'

/** Members that say what kind of thing they are (VCDM 2.0 §4.10, §5.4 to §5.6). */
const TYPED = ['credentialStatus', 'credentialSchema', 'refreshService', 'termsOfUse', 'evidence', 'proof']

export interface CredentialForm {
  readonly version: Version
  readonly issuer: string
  readonly validFrom: Date | undefined
  readonly validUntil: Date | undefined
}

/**
 * The form of a verifiable credential of any kind (VCDM 1.1 §4, VCDM 2.0 §4): what must be there is, and what is there is of its type.
 * What its terms mean is another question (`assertMeaning`).
 *
 * @throws AttestaError `vc.context`, `vc.malformed` with the place
 */
export function assertCredential(document: JsonObject): CredentialForm {
  const version = versionOf(document)
  assertTypes(document, 'VerifiableCredential')
  assertOptionalUrl(document.id, 'id')
  const issuer = issuerOf(document)
  assertSubjects(document)
  assertLanguageText(document.name, 'name')
  assertLanguageText(document.description, 'description')
  for (const member of TYPED) {
    for (const item of objectsOf(document[member], member)) {
      assertTyped(item, member)
      assertOptionalUrl(item.id, `${member}.id`)
      if (member === 'credentialSchema') assertUrl(item.id, 'credentialSchema.id')
    }
  }
  return { version, issuer, ...validity(document, version) }
}

/** @throws AttestaError `vc.malformed` unless `type` names this one, and texts only */
export function assertTypes({ type }: JsonObject, wanted: string): void {
  const types = listOf(type, 'type')
  if (!types.includes(wanted) || !types.every((name) => typeof name === 'string' && name !== '')) throw malformed('type')
}

function issuerOf({ issuer }: JsonObject): string {
  const id = isObject(issuer) ? issuer.id : issuer
  assertUrl(id, 'issuer')
  if (isObject(issuer)) {
    assertLanguageText(issuer.name, 'issuer.name')
    assertLanguageText(issuer.description, 'issuer.description')
  }
  return id
}

function assertSubjects({ credentialSubject }: JsonObject): void {
  const subjects = objectsOf(credentialSubject, 'credentialSubject')
  if (subjects.length === 0) throw malformed('credentialSubject')
  for (const subject of subjects) {
    if (Object.keys(subject).length === 0) throw malformed('credentialSubject')
    assertOptionalUrl(subject.id, 'credentialSubject.id')
  }
}

/** VCDM 1.1 §4.6 has two dates of its own, and in its context already those of VCDM 2.0: what is written in either way holds. */
const DATES: Readonly<Record<Version, { readonly from: readonly string[]; readonly until: readonly string[] }>> = {
  '1.1': { from: ['issuanceDate', 'validFrom'], until: ['expirationDate', 'validUntil'] },
  '2.0': { from: ['validFrom'], until: ['validUntil'] },
}

function validity(document: JsonObject, version: Version): Pick<CredentialForm, 'validFrom' | 'validUntil'> {
  const { from, until } = DATES[version]
  const dates = (names: readonly string[]) => names.flatMap((name) => dateTimeOf(document[name], name) ?? []).sort((a, b) => +a - +b)
  const validFrom = dates(from).at(-1)
  const validUntil = dates(until).at(0)
  if (version === '1.1' && document.issuanceDate === undefined) throw malformed('issuanceDate')
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom)
    throw malformed(until.find((name) => document[name] !== undefined) ?? '')
  return { validFrom, validUntil }
}
