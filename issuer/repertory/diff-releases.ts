/** One thing of a release, however deep it lies there, as it is held against another release. */
export interface ReleaseRow {
  readonly id: string
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** One text of a row, how it was and how it is; empty where there was or is none. */
export interface ValueChange {
  readonly field: string
  /** Of a text that stands in several languages. */
  readonly language?: string
  readonly was: string
  readonly is: string
}

export interface RowChange {
  readonly id: string
  readonly name: string
  /** Which fields are others now. */
  readonly fields: readonly string[]
  /** Of the fields that are no lists: from what to what. */
  readonly values: readonly ValueChange[]
  /** Abilities, knowledge, competences or results that came and went, in words. */
  readonly came: readonly string[]
  readonly went: readonly string[]
}

export interface RowsDiff {
  readonly new: readonly { readonly id: string; readonly name: string }[]
  readonly gone: readonly { readonly id: string; readonly name: string }[]
  readonly changed: readonly RowChange[]
}

/** What one release has that another has not: rows that are new, gone, and changed, by their keys. */
export function diffRows(before: readonly ReleaseRow[], after: readonly ReleaseRow[]): RowsDiff {
  const was = new Map(before.map((row) => [row.id, row]))
  const is = new Map(after.map((row) => [row.id, row]))
  const named = ({ id, name }: ReleaseRow) => ({ id, name })
  return {
    new: after.filter(({ id }) => !was.has(id)).map(named),
    gone: before.filter(({ id }) => !is.has(id)).map(named),
    changed: after.flatMap((row) => {
      const old = was.get(row.id)
      const change = old === undefined ? undefined : changeOf(old, row)
      return change === undefined ? [] : [change]
    }),
  }
}

function changeOf(old: ReleaseRow, row: ReleaseRow): RowChange | undefined {
  const names = [...new Set([...Object.keys(old.fields), ...Object.keys(row.fields)])]
  const fields = names.filter((name) => JSON.stringify(old.fields[name] ?? null) !== JSON.stringify(row.fields[name] ?? null))
  if (fields.length === 0) return undefined
  const textsOf = (one: ReleaseRow, name: string) => (Array.isArray(one.fields[name]) ? (one.fields[name] as readonly string[]) : [])
  const inOnly = (one: ReleaseRow, other: ReleaseRow) =>
    fields.flatMap((name) => textsOf(one, name).filter((text) => !textsOf(other, name).includes(text)))
  const values = fields.flatMap((field) => valueChanges(field, old.fields[field], row.fields[field]))
  return { id: row.id, name: row.name, fields, values, came: inOnly(row, old), went: inOnly(old, row) }
}

function valueChanges(field: string, was: unknown, is: unknown): ValueChange[] {
  if (Array.isArray(was) || Array.isArray(is)) return []
  const [before, after] = [byLanguage(was), byLanguage(is)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((language) => ({ field, ...(language !== '' && { language }), was: before.get(language) ?? '', is: after.get(language) ?? '' }))
    .filter((change) => change.was !== change.is)
}

/** A text by its language, under the empty one where it has none. */
function byLanguage(value: unknown): Map<string, string> {
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object') return new Map([['', String(value)]])
  return new Map(Object.entries(value).map(([language, text]) => [language, typeof text === 'string' ? text : JSON.stringify(text)]))
}
