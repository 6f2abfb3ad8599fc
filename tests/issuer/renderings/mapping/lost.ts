import type { Row } from './rows.ts'

const IN_A_BADGE: readonly Row[] = [
  // Closed on purpose: anybody may be shown a badge.
  'M1 D1 birth date',
  'M1 D1 tax code',
  // A badge is in one language, and a level in it is a set's, not a competence's; its record keeps them for our own reader.
  'M2 title in other languages',
  'M6 competences in other languages',
  'M8 D3 levels of each competence',
  // In the record that is beside.
  'D4 decision and commission',
  'rettifica of',
]

/** A code has room for name, profile and competences; the digests of the rest are in it. */
const IN_A_CODE: readonly Row[] = [
  'M1 D1 birth date',
  'M1 D1 tax code',
  'M3 country and region of the issuer',
  'D2 its legal basis',
  'D2 its legal basis and place',
  'M7 workload in hours',
  'D4 way of learning',
  'D4 experiences',
  'M9 D4 assessment',
  'identity at the assessment',
  'M10 form of participation',
  'M11 quality assurance',
  'D4 decision and commission',
  'rettifica of',
  'chain of authority',
]

/** What each form does not say, as docs/renderings.md, docs/open-badge.md and docs/edc.md declare; of all the rest it says what the record says. */
export const LOST: Readonly<Record<string, readonly Row[]>> = {
  'sd-jwt vc': [],
  'open badge': IN_A_BADGE,
  'open badge jwt': IN_A_BADGE,
  'open badge png': IN_A_BADGE,
  'open badge svg': IN_A_BADGE,
  'badge inside the pdf': IN_A_BADGE,
  edc: [],
  'edc inside the pdf': [],
  'code of the paper': IN_A_CODE,
}
