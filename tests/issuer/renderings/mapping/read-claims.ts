import type { JsonObject, JsonValue } from '../../../../credential/json/index.ts'
import { levels, type Reading } from './rows.ts'
import { at, each } from './walk.ts'

/** The rows that the claims of an outcome have, opened by whichever library: names are those of the table's column «SD-JWT VC claim». */
export function readClaims(claims: JsonObject): { readonly [name: string]: JsonValue | undefined } {
  const { competences, qualification, learning, assessment } = claims
  return {
    ...(claims.given_name === undefined ? {} : { 'M1 D1 name': `${claims.given_name} ${claims.family_name}` }),
    'M1 D1 birth date': claims.birthdate,
    'M1 D1 tax code': claims.tax_id_code,
    ...(competences === undefined ? {} : ofCompetences(each(competences))),
    ...(competences === undefined ? {} : { 'M8 D3 levels': levels(...[...each(competences), ...each(qualification)].map(levelsIn)) }),
    ...(qualification === undefined ? {} : ofQualification(qualification)),
    'D4 way of learning': at(learning, 'setting'),
    ...(learning === undefined ? {} : { 'D4 experiences': each(at(learning, 'experiences')).map(experience) }),
    ...(assessment === undefined ? {} : { 'M9 D4 assessment': ['type', 'mode', 'date'].map((name) => at(assessment, name) ?? null) }),
    'identity at the assessment': at(assessment, 'id_verification'),
    'M7 workload in hours': claims.workload_hours,
    'M10 form of participation': claims.participation_mode,
    'M11 quality assurance': claims.quality_assurance,
  }
}

function ofCompetences(all: readonly JsonObject[]): Reading {
  return {
    'M6 D3 competences': all.map(({ name, code }) => [name ?? null, code ?? null]),
    'M6 D3 repertory of each': all.map(({ repertory, release }) => [repertory ?? null, release ?? null]),
    'M6 competences in other languages': all.map(({ name_i18n }) => name_i18n ?? {}),
    'dato dimostrativo': all.map(({ demo }) => demo ?? null),
    abilities: all.map(({ abilities }) => abilities ?? null),
    knowledge: all.map(({ knowledge }) => knowledge ?? null),
    ESCO: all.map(({ esco }) => esco ?? null),
    'Atlante del lavoro': all.map(({ ada }) => each(ada).map(coded)),
    'M8 D3 levels of each competence': all.map((competence) => levels(levelsIn(competence))),
  }
}

function ofQualification(qualification: JsonValue): { readonly [name: string]: JsonValue | undefined } {
  const [ateco, cpIstat] = ['ateco', 'cp_istat'].map((name) => each(at(qualification, name)).map(coded))
  return {
    'D3 reference qualification': ['name', 'code', 'repertory', 'release'].map((name) => at(qualification, name) ?? null),
    'D3 only a part of it': at(qualification, 'partial'),
    'D3 ATECO': ateco?.length === 0 ? undefined : ateco,
    'D3 CP ISTAT': cpIstat?.length === 0 ? undefined : cpIstat,
  }
}

function levelsIn({ eqf_level, qnq_level }: JsonObject) {
  return {
    ...(typeof eqf_level === 'number' ? { eqfLevel: eqf_level } : {}),
    ...(typeof qnq_level === 'number' ? { qnqLevel: qnq_level } : {}),
  }
}

function experience({ title, organisation, from, until, hours }: JsonObject): JsonValue {
  return [title ?? null, organisation ?? null, from ?? null, until ?? null, hours ?? null]
}

function coded({ code, version }: JsonObject): string {
  return `${code} (${version})`
}
