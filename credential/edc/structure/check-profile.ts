import { isObject, type JsonObject } from '../../json/index.ts'
import { several } from '../several.ts'
import { error, type Finding } from './finding.ts'

const AP = 'http://data.europa.eu/snb/model/ap/'

/** What each application profile wants beside generic-full. The diploma supplement is not read here. */
const RULES: Readonly<Record<string, (document: JsonObject) => Finding[]>> = {
  'edc-generic-no-cv': () => [],
  'edc-generic-full': () => [],
  'edc-accredited': (document) => [...checkEvidence(document, 'accreditation'), ...checkOneAchievement(document)],
  'edc-converted': (document) => checkEvidence(document, 'embeddedEvidence'),
  'edc-issued-by-mandate': (document) => checkEvidence(document, 'evidenceStatement'),
}

export function checkProfile(document: JsonObject): Finding[] {
  return several(document.credentialSchema).flatMap((schema) => {
    const id = isObject(schema) && typeof schema.id === 'string' ? schema.id : ''
    const name = id.startsWith(AP) ? id.slice(AP.length) : ''
    return Object.hasOwn(RULES, name) ? (RULES[name]?.(document) ?? []) : [error('edc.profile', 'credentialSchema')]
  })
}

function checkEvidence({ evidence }: JsonObject, member: 'accreditation' | 'embeddedEvidence' | 'evidenceStatement'): Finding[] {
  const all = several(evidence)
  if (all.length === 0) return [error('edc.missing', 'evidence')]
  return all.flatMap((one) => (isObject(one) && one[member] !== undefined ? [] : [error('edc.missing', `evidence.${member}`)]))
}

function checkOneAchievement({ credentialSubject }: JsonObject): Finding[] {
  const claims = isObject(credentialSubject) ? several(credentialSubject.hasClaim) : []
  const at = 'credentialSubject.hasClaim'
  if (claims.length !== 1) return [error('edc.too-many', at)]
  return claims.flatMap((claim) => (isObject(claim) && several(claim.type).includes('LearningAchievement') ? [] : [error('edc.class', at)]))
}
