import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { isFirstDataModel } from './allowed-contexts.ts'

/** VCDM 2.0 §B.1: what VCDM 1.1 calls them. */
const FORMER: Readonly<Record<string, string>> = { issuanceDate: 'validFrom', expirationDate: 'validUntil' }

/**
 * A credential with its dates under their names of VCDM 2.0, so that one form reads both data models. A credential of one model that
 * also has a member of the other is refused: of two dates somebody would read the wrong one.
 *
 * @throws AttestaError `schema.open-badge` with the place
 */
export function inPresentTerms(credential: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(credential).map(([name, member]): [string, JsonValue] => [
      isFirstDataModel(credential['@context']) ? presentName(name) : name,
      inside(member),
    ]),
  )
}

function presentName(name: string): string {
  if (Object.values(FORMER).includes(name)) throw new AttestaError('schema.open-badge', { at: name })
  return (Object.hasOwn(FORMER, name) ? FORMER[name] : undefined) ?? name
}

function inside(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inside)
  return isObject(value) ? inPresentTerms(value) : value
}
