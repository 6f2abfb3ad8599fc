import type { ErrorCode } from '../errors.ts'
import type { Attestation, Kind } from './attestation.ts'

export type MinimumRule = 'D1' | 'D2' | 'D3' | 'D4' | 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9' | 'M10' | 'M11'

export interface Missing {
  /** D: D.Lgs. 13/2013 art. 6 c. 1; M: Council Recommendation 2022/C 243/02, Annex I. */
  readonly rule: MinimumRule
  /** Member of the record that has to be filled. */
  readonly field: string
  /** Sentence of the catalogue. */
  readonly code: ErrorCode
}

type Requirement = (attestation: Attestation) => readonly (Missing | false)[]

const LAW: ReadonlySet<Kind> = new Set<Kind>(['validazione', 'certificato'])

/** What the law wants in an act of this kind and the record lacks; empty when it may be released (edc-ob3.md §6). */
export function checkMinimumData(attestation: Attestation): Missing[] {
  const { kind } = attestation
  const requirements = [...(LAW.has(kind) ? law : []), ...(kind === 'microcredenziale' ? microcredential : [])]
  return requirements.flatMap((requirement) => requirement(attestation)).filter((missing) => missing !== false)
}

const law: readonly Requirement[] = [
  ({ outcome: { person } }) => [
    empty(person.givenName) && lacks('D1', 'outcome.person.givenName', 'minimum-data.person'),
    empty(person.familyName) && lacks('D1', 'outcome.person.familyName', 'minimum-data.person'),
    empty(person.birthDate) && lacks('D1', 'outcome.person.birthDate', 'minimum-data.person'),
    empty(person.taxCode) && lacks('D1', 'outcome.person.taxCode', 'minimum-data.person'),
  ],
  ({ titular, body }) => [
    empty(titular.legalName) && lacks('D2', 'titular.legalName', 'minimum-data.titular'),
    empty(titular.legalBasis) && lacks('D2', 'titular.legalBasis', 'minimum-data.legal-basis'),
    empty(body.legalName) && lacks('D2', 'body.legalName', 'minimum-data.body'),
    empty(body.legalBasis) && lacks('D2', 'body.legalBasis', 'minimum-data.legal-basis'),
  ],
  ({ outcome: { competences, qualification } }) => [
    competences.length === 0 && lacks('D3', 'outcome.competences', 'minimum-data.competences'),
    ...competences.map(
      (competence, index) =>
        empty(competence.repertory.name) && lacks('D3', `outcome.competences[${index}].repertory`, 'minimum-data.repertory'),
    ),
    // The reference qualification is described by its level; a competence of no profile (art. 2 c. 1 g) carries its own.
    qualification !== undefined &&
      qualification.eqfLevel === undefined &&
      competences.some(({ eqfLevel }) => eqfLevel === undefined) &&
      lacks('D3', 'outcome.qualification.eqfLevel', 'minimum-data.level'),
  ],
  ({ outcome: { learning, assessment } }) => [
    learning.experiences.length === 0 && lacks('D4', 'outcome.learning.experiences', 'minimum-data.learning'),
    empty(assessment.type) && lacks('D4', 'outcome.assessment.type', 'minimum-data.assessment'),
  ],
]

const microcredential: readonly Requirement[] = [
  ({ outcome: { person } }) => [
    (empty(person.givenName) || empty(person.familyName)) && lacks('M1', 'outcome.person', 'minimum-data.person'),
  ],
  ({ title }) => [empty(title.it) && lacks('M2', 'title', 'minimum-data.title')],
  ({ body }) => [(empty(body.country) || empty(body.region)) && lacks('M3', 'body.country', 'minimum-data.country')],
  ({ body }) => [empty(body.legalName) && lacks('M4', 'body.legalName', 'minimum-data.body')],
  ({ issuedAt }) => [empty(issuedAt) && lacks('M5', 'issuedAt', 'minimum-data.date')],
  ({ outcome }) => [outcome.competences.length === 0 && lacks('M6', 'outcome.competences', 'minimum-data.competences')],
  ({ outcome }) => [!(outcome.workloadHours ?? 0) && lacks('M7', 'outcome.workloadHours', 'minimum-data.workload')],
  ({ outcome: { competences, qualification } }) => [
    qualification?.eqfLevel === undefined &&
      competences.some(({ eqfLevel }) => eqfLevel === undefined) &&
      lacks('M8', 'outcome.competences', 'minimum-data.level'),
  ],
  ({ outcome }) => [empty(outcome.assessment.type) && lacks('M9', 'outcome.assessment.type', 'minimum-data.assessment')],
  ({ outcome }) => [outcome.participationMode === undefined && lacks('M10', 'outcome.participationMode', 'minimum-data.participation')],
  ({ outcome }) => [empty(outcome.qualityAssurance) && lacks('M11', 'outcome.qualityAssurance', 'minimum-data.quality')],
]

function empty(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

function lacks(rule: MinimumRule, field: string, code: ErrorCode): Missing {
  return { rule, field, code }
}
