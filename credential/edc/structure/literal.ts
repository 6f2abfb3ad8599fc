import type { JsonValue } from '../../json/index.ts'
import { isObject } from '../../json/index.ts'
import { parseDateTime } from '../../time.ts'
import { several } from '../several.ts'

/** xsd:duration (XML Schema 1.1 part 2, §3.3.6); `P60M` is one too, of sixty months. */
const DURATION = /^-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/

const FORMS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  html: (value) => typeof value === 'string',
  literal: (value) => typeof value === 'string',
  iri: (value) => typeof (isObject(value) ? value.id : value) === 'string',
  anyURI: (value) => typeof value === 'string' && ABSOLUTE.test(value),
  dateTime: isInstant,
  duration: (value) => typeof value === 'string' && DURATION.test(value),
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  integer: (value) => isNumber(value, /^[+-]?\d+$/),
  positiveInteger: (value) => isNumber(value, /^\+?0*[1-9]\d*$/),
  decimal: (value) => isNumber(value, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/),
}

/** Is this name one of a literal form, and not of a class? */
export function isLiteral(range: string): boolean {
  return Object.hasOwn(FORMS, range) || range === 'text' || range === 'texts'
}

export function fits(range: string, value: JsonValue): boolean {
  return FORMS[range]?.(value) === true
}

export interface Texts {
  /** Pairs of language and text. */
  readonly count: number
  readonly wellFormed: boolean
  /** No language has two texts. */
  readonly oneEach: boolean
}

/** The texts of a property by language; `{it: text}` and `{it: [text]}`, alone or in a list. */
export function countTexts(value: JsonValue | undefined): Texts {
  const maps = several(value)
  const pairs = maps.flatMap((map) =>
    isObject(map) ? Object.entries(map).flatMap(([language, text]) => several(text).map((one) => [language, one] as const)) : [],
  )
  return {
    count: pairs.length,
    wellFormed:
      maps.every(isObject) && pairs.every(([language, text]) => LANGUAGE.test(language) && typeof text === 'string' && text !== ''),
    oneEach: new Set(pairs.map(([language]) => language.toLowerCase())).size === pairs.length,
  }
}

/** With a zone, as VCDM 1.1 §4.5 wants it: one without would be another instant in each country. */
function isInstant(value: JsonValue): boolean {
  if (typeof value !== 'string') return false
  try {
    parseDateTime(value)
    return true
  } catch {
    return false
  }
}

function isNumber(value: JsonValue, form: RegExp): boolean {
  return form.test(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '')
}
