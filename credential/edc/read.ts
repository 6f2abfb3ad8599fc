import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { parseDateTime } from '../time.ts'
import { PROFILES } from './addresses.ts'
import { localized, plain } from './localized.ts'
import { type EdcAct, readAct } from './read-act.ts'
import { readClaims } from './read-claims.ts'
import type { EdcHolder, EdcReading } from './reading.ts'
import { several } from './several.ts'
import { validateEdcStructure } from './structure/index.ts'

/**
 * Reads a European Digital Credential strictly: its form is judged first, and only then is a meaning taken from it. That its seal holds
 * is another question.
 *
 * @throws AttestaError `edc.*` with the place
 */
export function readEdc(document: JsonObject): EdcReading {
  const wrong = validateEdcStructure(document).find(({ severity }) => severity === 'error')
  if (wrong !== undefined) throw new AttestaError(wrong.code, { at: wrong.at })

  const { id, issuer, issued, displayParameter, credentialSubject, identifier } = document
  const act = readAct(document)
  // The envelope has an interval of its own (VCDM 1.1 §4.5, §4.6) beside that of the model: outside one of them nothing is valid.
  const from = latest([need(plain(document.validFrom), 'validFrom'), plain(document.issuanceDate)])
  const until = earliest([plain(document.validUntil), plain(document.expirationDate)])
  const mandate = mandateIn(document)
  const number = several(identifier).find(isObject)?.notation
  return {
    id: need(id, 'id'),
    issuer: readIssuer(node(issuer, 'issuer')),
    profile: need(node(several(document.credentialSchema)[0], 'credentialSchema').id, 'credentialSchema'),
    ...(mandate === undefined ? {} : { mandate }),
    title: localized(node(displayParameter, 'displayParameter').title)?.text ?? '',
    holder: readHolder(node(credentialSubject, 'credentialSubject')),
    competences: readClaims(node(credentialSubject, 'credentialSubject')),
    ...(typeof number === 'string' ? { number } : {}),
    issued: need(plain(issued), 'issued'),
    validFrom: from,
    ...(until === undefined ? {} : { validUntil: until }),
    status: act === undefined ? several(document.credentialStatus).filter(isObject) : statusOf(act),
    ...(act === undefined ? {} : { act }),
  }
}

function mandateIn({ credentialSchema, evidence }: JsonObject): string | undefined {
  const isMandated = several(credentialSchema).some((schema) => isObject(schema) && schema.id === PROFILES['issued-by-mandate'])
  if (!isMandated) return undefined
  return several(evidence)
    .filter(isObject)
    .map(({ evidenceStatement: said }) => plain(said) ?? localized(said)?.text)
    .find((said) => said !== undefined)
}

/** The entries that a badge of the same act has: one index in two lists (design.md §2). */
function statusOf({ status: { index, bitstringList } }: EdcAct): JsonObject[] {
  const folder = bitstringList.slice(0, bitstringList.lastIndexOf('/'))
  return ['revocation', 'suspension'].map((statusPurpose) => ({
    id: `${folder}/${statusPurpose}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(index),
    statusListCredential: `${folder}/${statusPurpose}`,
  }))
}

function readIssuer({ id, legalName, eIDASIdentifier }: JsonObject): EdcReading['issuer'] {
  return {
    id: need(id, 'issuer.id'),
    says: localized(legalName)?.text ?? '',
    eidasIdentifier: need(plain(node(eIDASIdentifier, 'issuer.eIDASIdentifier').notation), 'issuer.eIDASIdentifier'),
  }
}

function readHolder({ fullName, givenName, familyName, dateOfBirth, nationalID }: JsonObject): EdcHolder {
  const [given, family] = [localized(givenName)?.text, localized(familyName)?.text]
  const name = localized(fullName)?.text ?? [given, family].filter((part) => part !== undefined).join(' ')
  const born = plain(dateOfBirth)
  const nationalId = isObject(nationalID) ? plain(nationalID.notation) : undefined
  return {
    ...(name === '' ? {} : { name }),
    ...(given === undefined ? {} : { givenName: given }),
    ...(family === undefined ? {} : { familyName: family }),
    ...(born === undefined ? {} : { birthDate: parseDateTime(born).toISOString().slice(0, 10) }),
    ...(nationalId === undefined ? {} : { nationalId }),
  }
}

function latest([first, second]: readonly [string, string | undefined]): string {
  return second !== undefined && parseDateTime(second) > parseDateTime(first) ? second : first
}

function earliest(instants: readonly (string | undefined)[]): string | undefined {
  return instants.filter((one) => one !== undefined).sort((a, b) => parseDateTime(a).getTime() - parseDateTime(b).getTime())[0]
}

function node(value: JsonObject[string] | undefined, at: string): JsonObject {
  const [only] = several(value)
  if (only === undefined || !isObject(only)) throw new AttestaError('edc.class', { at })
  return only
}

function need(value: JsonObject[string] | undefined, at: string): string {
  if (typeof value !== 'string') throw new AttestaError('edc.missing', { at })
  return value
}
