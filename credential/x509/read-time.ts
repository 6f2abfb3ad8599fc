import type { AsnType } from 'asn1js'
import { AttestaError } from '../errors.ts'
import { parseDateTime } from '../time.ts'
import { asn1js } from './library.ts'

const UTC_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})()Z$/
const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/

/**
 * A time in the one spelling that there is for it: RFC 5280 §4.1.2.5, and RFC 3161 §2.4.2 with fractions of a second. The library makes
 * 2 March of 30 February (security.md §0, finding 4).
 *
 * @throws AttestaError `time.malformed`
 */
export function readTime(value: AsnType | undefined): Date {
  const isGeneralized = value instanceof asn1js.GeneralizedTime
  if (!(value instanceof asn1js.UTCTime)) throw new AttestaError('time.malformed')
  const text = String.fromCharCode(...value.valueBlock.valueHexView.subarray(0, 40))
  const [, written = '', month, day, hour, minute, second, fraction = ''] = (isGeneralized ? GENERALIZED : UTC_TIME).exec(text) ?? []
  // §4.1.2.5.1: of two digits, 50 and more are of the last century.
  const year = isGeneralized ? written : `${Number(written) >= 50 ? '19' : '20'}${written}`
  return parseDateTime(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`)
}
