import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { localized, plain } from './localized.ts'
import type { EdcCompetence } from './reading.ts'
import { several } from './several.ts'

/** Official samples nest two levels; a hostile one may nest as deep as the parser lets it. */
const MAX_COMPETENCES = 500

/** What the person achieved: every claim and what it is made of, or what was learnt where a claim has no parts. */
export function readClaims({ hasClaim }: JsonObject): EdcCompetence[] {
  return several(hasClaim).flatMap(ofClaim).slice(0, MAX_COMPETENCES)
}

function ofClaim(claim: JsonValue): EdcCompetence[] {
  if (!isObject(claim)) return []
  const parts = several(claim.hasPart)
  if (parts.length > 0) return parts.flatMap(ofClaim)
  const specification = several(claim.specifiedBy).find(isObject) ?? {}
  const name = localized(claim.title)
  if (name === undefined) return []
  const identifier = several(specification.identifier).find(isObject)
  const [code, repertory] = [plain(identifier?.notation), plain(identifier?.schemeName)]
  const level = isObject(specification.eqfLevel) ? /\/eqf\/([1-8])$/.exec(String(specification.eqfLevel.id))?.[1] : undefined
  return [
    {
      name: name.text,
      nameByLanguage: name.byLanguage,
      ...(code === undefined ? {} : { code }),
      ...(repertory === undefined ? {} : { repertory }),
      ...(level === undefined ? {} : { eqfLevel: Number(level) }),
    },
  ]
}
