import type { Attestation, VersionedCode } from '../../../../credential/attestation/attestation.ts'
import type { JsonValue } from '../../../../credential/json/index.ts'

// The rows of the table that maps one attestato to its forms: M1-M11 are the mandatory elements of a micro-credential (Council
// Recommendation 2022/C 243/02, Annex I), D1-D4 those of D.Lgs. 13/2013 art. 6. Each says what the record has, in terms that no form owns.

const ROWS = {
  'kind of document': ({ kind }) => kind,
  'M1 D1 name': ({ outcome: { person } }) => `${person.givenName} ${person.familyName}`,
  'M1 D1 birth date': ({ outcome }) => outcome.person.birthDate,
  'M1 D1 tax code': ({ outcome }) => outcome.person.taxCode,
  'M2 title': ({ title }) => title.it,
  'M2 title in other languages': ({ title: { it: _, ...others } }) => some(others),
  'M3 country and region of the issuer': ({ body }) => [body.country, body.region],
  'M4 D2 awarding body': ({ body }) => [body.id, body.legalName],
  'D2 its legal basis': ({ body }) => body.legalBasis,
  'D2 ente pubblico titolare': ({ titular }) => titular.legalName,
  'D2 its legal basis and place': ({ titular }) => [titular.legalBasis, titular.country, titular.region],
  'M5 date of issue': ({ issuedAt }) => issuedAt,
  'validity: from': ({ validFrom }) => validFrom,
  'validity: until': ({ validUntil }) => validUntil,
  'number in the register': ({ number }) => number,
  'M6 D3 competences': ({ outcome }) => outcome.competences.map(({ name, code }) => [name.it, code ?? null]),
  'M6 D3 repertory of each': ({ outcome }) => outcome.competences.map(({ repertory: { name, release } }) => [name, release]),
  'M6 competences in other languages': ({ outcome }) => outcome.competences.map(({ name: { it: _, ...others } }) => others),
  'dato dimostrativo': ({ outcome }) => outcome.competences.map(({ demo }) => demo),
  abilities: ({ outcome }) => outcome.competences.map(({ abilities }) => abilities),
  knowledge: ({ outcome }) => outcome.competences.map(({ knowledge }) => knowledge),
  ESCO: ({ outcome }) => outcome.competences.map(({ esco }) => esco),
  'Atlante del lavoro': ({ outcome }) => outcome.competences.map(({ ada }) => ada.map(coded)),
  'D3 reference qualification': ({ outcome: { qualification } }) =>
    qualification && [qualification.name.it, qualification.code ?? null, qualification.repertory.name, qualification.repertory.release],
  'D3 only a part of it': ({ outcome }) => outcome.qualification?.partial,
  'M8 D3 levels': ({ outcome: { competences, qualification } }) => levels(...competences, ...(qualification ? [qualification] : [])),
  'M8 D3 levels of each competence': ({ outcome }) => outcome.competences.map((competence) => levels(competence)),
  'D3 ATECO': ({ outcome }) => some(outcome.qualification?.ateco.map(coded)),
  'D3 CP ISTAT': ({ outcome }) => some(outcome.qualification?.cpIstat.map(coded)),
  'M7 workload in hours': ({ outcome }) => outcome.workloadHours,
  'D4 way of learning': ({ outcome }) => outcome.learning.setting,
  'D4 experiences': ({ outcome }) =>
    outcome.learning.experiences.map(({ title, organisation, from, until, hours }) => [
      title,
      organisation ?? null,
      from ?? null,
      until ?? null,
      hours ?? null,
    ]),
  'M9 D4 assessment': ({ outcome: { assessment } }) => [assessment.type, assessment.mode, assessment.date],
  'identity at the assessment': ({ outcome }) => outcome.assessment.idVerification,
  'M10 form of participation': ({ outcome }) => outcome.participationMode,
  'M11 quality assurance': ({ outcome }) => outcome.qualityAssurance,
  'D4 decision and commission': ({ decision }) =>
    decision && [decision.minutes.number, decision.minutes.date, decision.satAt, decision.commission.actNumber, decision.chamber.legalName],
  'rettifica of': ({ replaces }) => replaces && [replaces.number, replaces.issuedAt],
  'chain of authority': ({ authority }) => Object.values(authority).map((jws) => jws),
  'state: place in the lists': ({ status }) => [status.tokenList.slice(0, status.tokenList.lastIndexOf('/')), status.index],
} as const satisfies Readonly<Record<string, (record: Attestation) => unknown>>

export type Row = keyof typeof ROWS
export const ROW_NAMES = Object.keys(ROWS) as readonly Row[]

/** What somebody read of a form; a row that the form does not have is not there. */
export type Reading = Partial<Record<Row, JsonValue>>

export function recorded(row: Row, record: Attestation): JsonValue | undefined {
  return ROWS[row](record) as JsonValue | undefined
}

/** All of a record, as a reader should find it. */
export function rowsOf(record: Attestation): Reading {
  return defined(Object.fromEntries(ROW_NAMES.map((row) => [row, recorded(row, record)])))
}

export function defined(rows: Readonly<Record<string, JsonValue | undefined>>): Reading {
  return Object.fromEntries(Object.entries(rows).filter(([, value]) => value !== undefined)) as Reading
}

function coded({ code, version }: VersionedCode): string {
  return `${code} (${version})`
}

/** Each level once: a badge has them as a set. */
export function levels(...of: readonly { readonly eqfLevel?: number; readonly qnqLevel?: number }[]): string[] {
  const all = of.flatMap(({ eqfLevel, qnqLevel }) => [
    ...(eqfLevel === undefined ? [] : [`EQF ${eqfLevel}`]),
    ...(qnqLevel === undefined ? [] : [`QNQ ${qnqLevel}`]),
  ])
  return [...new Set(all)].sort()
}

/** Nothing, where there is none: a form has no empty lists. */
function some<T extends object>(values: T | undefined): T | undefined {
  return values === undefined || Object.keys(values).length === 0 ? undefined : values
}
