import { isObject, type JsonValue } from '../json/index.ts'
import { several } from './several.ts'

/** A text by language: the one that is shown first, and all. */
export interface Localized {
  readonly text: string
  readonly byLanguage: Readonly<Record<string, string>>
}

/** `{lang: text}`, `{lang: [text]}`, alone or in a list: official tools write each of these. The first text of a language counts. */
export function localized(value: JsonValue | undefined): Localized | undefined {
  const found = new Map<string, string>()
  for (const map of several(value).filter(isObject)) {
    for (const [language, member] of Object.entries(map)) {
      const [first] = several(member)
      if (typeof first === 'string' && !found.has(language)) found.set(language, first)
    }
  }
  const text = found.get('it') ?? found.get('en') ?? found.values().next().value
  return text === undefined ? undefined : { text, byLanguage: Object.fromEntries(found) }
}

/** A text that has no language. */
export function plain(value: JsonValue | undefined): string | undefined {
  const [first] = several(value)
  return typeof first === 'string' ? first : undefined
}
