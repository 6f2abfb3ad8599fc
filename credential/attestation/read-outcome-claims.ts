import type { ErrorCode } from '../errors.ts'
import { amount, date, flag, integer, list, object, oneOf, optional, readShape, text } from '../shape/index.ts'
import type { Competence, LocalizedText, Outcome, Person, Qualification } from './attestation.ts'

const line = text({ max: 1000 })
const prose = text({ max: 10_000 })
const level = optional(integer({ min: 1, max: 8 }))
const codes = list(object({ code: line, version: line }))

/** Courtesy languages beside the Italian text (domain.md §2.7). */
export const translationsShape = object({
  en: optional(line),
  fr: optional(line),
  es: optional(line),
  uk: optional(line),
  ar: optional(line),
})

const competenceClaim = object({
  name: line,
  name_i18n: optional(translationsShape),
  code: optional(line),
  repertory: line,
  release: line,
  section: line,
  eqf_level: level,
  qnq_level: level,
  abilities: list(prose),
  knowledge: list(prose),
  esco: list(line),
  ada: codes,
  demo: flag,
})

const qualificationClaim = object({
  name: line,
  name_i18n: optional(translationsShape),
  code: optional(line),
  repertory: line,
  release: line,
  section: line,
  description: optional(line),
  description_i18n: optional(translationsShape),
  eqf_level: level,
  ateco: codes,
  cp_istat: codes,
  partial: flag,
})

/** The claims of an outcome as a holder shows them: each may be missing. */
export const outcomeClaimShapes = {
  given_name: optional(line),
  family_name: optional(line),
  birthdate: optional(date),
  tax_id_code: optional(line),
  competences: optional(list(competenceClaim, { max: 200 })),
  qualification: optional(qualificationClaim),
  learning: optional(
    object({
      setting: oneOf('formal', 'non-formal', 'informal'),
      experiences: list(
        object({ title: line, organisation: optional(line), from: optional(date), until: optional(date), hours: optional(amount) }),
      ),
    }),
  ),
  assessment: optional(
    object({ type: line, mode: oneOf('presential', 'online', 'blended'), date, id_verification: oneOf('with-id', 'none') }),
  ),
  workload_hours: optional(amount),
  participation_mode: optional(oneOf('presential', 'online', 'blended', 'work-based')),
  quality_assurance: optional(prose),
}

const outcomeClaimsShape = object(outcomeClaimShapes)

/** What of an outcome was shown, in the record's own terms. */
export interface DisclosedOutcome extends Partial<Omit<Outcome, 'person' | 'competences'>> {
  readonly person: Partial<Person>
  readonly competences: readonly Competence[]
}

/**
 * Reads claims back into the record's terms: the inverse of `outcomeClaims`.
 *
 * @throws AttestaError `code` where a claim has another form
 */
export function readOutcomeClaims({ claims, code }: { claims: unknown; code: ErrorCode }): DisclosedOutcome {
  const read = readShape({ shape: outcomeClaimsShape, value: claims, code })
  return {
    person: defined({ givenName: read.given_name, familyName: read.family_name, birthDate: read.birthdate, taxCode: read.tax_id_code }),
    competences: (read.competences ?? []).map(readCompetence),
    ...defined({
      qualification: read.qualification && readQualification(read.qualification),
      learning: read.learning,
      assessment: read.assessment && {
        type: read.assessment.type,
        mode: read.assessment.mode,
        date: read.assessment.date,
        idVerification: read.assessment.id_verification,
      },
      workloadHours: read.workload_hours,
      participationMode: read.participation_mode,
      qualityAssurance: read.quality_assurance,
    }),
  }
}

type CompetenceClaim = ReturnType<typeof competenceClaim.read>
type QualificationClaim = ReturnType<typeof qualificationClaim.read>

function readCompetence(claim: CompetenceClaim): Competence {
  return {
    name: localizedFrom(claim.name, claim.name_i18n),
    repertory: { name: claim.repertory, release: claim.release, section: claim.section },
    ...defined({ code: claim.code, eqfLevel: claim.eqf_level, qnqLevel: claim.qnq_level }),
    abilities: claim.abilities,
    knowledge: claim.knowledge,
    esco: claim.esco,
    ada: claim.ada,
    demo: claim.demo,
  }
}

function readQualification(claim: QualificationClaim): Qualification {
  return {
    name: localizedFrom(claim.name, claim.name_i18n),
    repertory: { name: claim.repertory, release: claim.release, section: claim.section },
    ...defined({
      code: claim.code,
      description: claim.description === undefined ? undefined : localizedFrom(claim.description, claim.description_i18n),
      eqfLevel: claim.eqf_level,
    }),
    ateco: claim.ateco,
    cpIstat: claim.cp_istat,
    partial: claim.partial,
  }
}

/** The inverse of `namedIn`. */
export function localizedFrom(it: string, translations: Omit<LocalizedText, 'it'> | undefined): LocalizedText {
  return { it, ...translations }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The members that have a value, and no others. */
function defined<T extends Readonly<Record<string, unknown>>>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>
}
