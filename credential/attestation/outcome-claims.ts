import type { JsonObject, JsonValue } from '../json/index.ts'
import type { Competence, Experience, LocalizedText, Outcome, Qualification } from './attestation.ts'

/** Names of the claims of an outcome; `competences` is an array whose elements are disclosed one by one. */
export const OUTCOME_CLAIMS = [
  'given_name',
  'family_name',
  'birthdate',
  'tax_id_code',
  'competences',
  'qualification',
  'learning',
  'assessment',
  'workload_hours',
  'participation_mode',
  'quality_assurance',
] as const

export interface OutcomeClaim {
  /** `given_name`, `competences/0`. */
  readonly path: string
  /** Absent for an array element. */
  readonly name?: string
  readonly value: JsonValue
}

/** The outcome as claims, in the order in which a reader expects them. Equal outcomes give equal claims on every machine. */
export function outcomeClaims(outcome: Outcome): OutcomeClaim[] {
  const { person, learning, assessment, qualification, workloadHours, participationMode, qualityAssurance } = outcome
  const named: readonly [string, JsonValue | undefined][] = [
    ['given_name', person.givenName],
    ['family_name', person.familyName],
    ['birthdate', person.birthDate],
    ['tax_id_code', person.taxCode],
    ['qualification', qualification && qualificationClaim(qualification)],
    ['learning', { setting: learning.setting, experiences: learning.experiences.map(experienceClaim) }],
    ['assessment', { type: assessment.type, mode: assessment.mode, date: assessment.date, id_verification: assessment.idVerification }],
    ['workload_hours', workloadHours],
    ['participation_mode', participationMode],
    ['quality_assurance', qualityAssurance],
  ]
  return [
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [{ path: name, name, value }])),
    ...outcome.competences.map((competence, index) => ({ path: `competences/${index}`, value: competenceClaim(competence) })),
  ]
}

function competenceClaim({ name, repertory, ...competence }: Competence): JsonObject {
  return present({
    ...namedIn('name', name),
    code: competence.code,
    repertory: repertory.name,
    release: repertory.release,
    section: repertory.section,
    eqf_level: competence.eqfLevel,
    qnq_level: competence.qnqLevel,
    abilities: competence.abilities,
    knowledge: competence.knowledge,
    esco: competence.esco,
    ada: competence.ada.map(({ code, version }) => ({ code, version })),
    demo: competence.demo,
  })
}

function qualificationClaim({ name, repertory, description, ...qualification }: Qualification): JsonObject {
  return present({
    ...namedIn('name', name),
    code: qualification.code,
    repertory: repertory.name,
    release: repertory.release,
    section: repertory.section,
    ...(description === undefined ? {} : namedIn('description', description)),
    eqf_level: qualification.eqfLevel,
    ateco: qualification.ateco.map(({ code, version }) => ({ code, version })),
    cp_istat: qualification.cpIstat.map(({ code, version }) => ({ code, version })),
    partial: qualification.partial,
  })
}

function experienceClaim({ title, organisation, from, until, hours }: Experience): JsonObject {
  return present({ title, organisation, from, until, hours })
}

/** `title` for the Italian text, `title_i18n` for the courtesy renderings beside it (domain.md §2.7), where there are any. */
export function namedIn(claim: string, { it, ...others }: LocalizedText): Record<string, JsonValue> {
  const translated = present(others)
  return { [claim]: it, ...(Object.keys(translated).length === 0 ? {} : { [`${claim}_i18n`]: translated }) }
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
