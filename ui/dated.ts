import type { Messages } from '@lingui/core'
import { formatDate } from './dates.ts'

/**
 * A sentence of the catalogue with its dates written in the page's one form: that of the library of messages is the short one.
 * It travels with the catalogue, for which the first screen does not wait.
 */
export function dated(message: Messages[string], facts: Readonly<Record<string, unknown>>): Messages[string] {
  if (typeof message === 'string') return message
  return message.map((part) => (part[1] === 'date' ? formatDate(String(facts[part[0]] ?? '')) : part))
}
