import type { RepertoryRelease } from './release.ts'

export interface RowChange {
  readonly id: string
  readonly name: string
  /** Which fields are others now. */
  readonly fields: readonly string[]
  /** Abilities, knowledge or competences that came and went, in words. */
  readonly came: readonly string[]
  readonly went: readonly string[]
}

export interface RowsDiff {
  readonly new: readonly { readonly id: string; readonly name: string }[]
  readonly gone: readonly { readonly id: string; readonly name: string }[]
  readonly changed: readonly RowChange[]
}

export interface ReleaseDiff {
  readonly profiles: RowsDiff
  readonly competences: RowsDiff
}

type Row = RepertoryRelease['profiles'][number] | RepertoryRelease['competences'][number]
const LISTS = ['abilities', 'knowledge', 'competences'] as const

/** What one release has that another has not: rows that are new, gone, and changed, by their keys. */
export function diffReleases(before: RepertoryRelease, after: RepertoryRelease): ReleaseDiff {
  return {
    profiles: diffRows(before.profiles, after.profiles),
    competences: diffRows(before.competences, after.competences),
  }
}

function diffRows(before: readonly Row[], after: readonly Row[]): RowsDiff {
  const was = new Map(before.map((row) => [row.id, row]))
  const is = new Map(after.map((row) => [row.id, row]))
  const named = ({ id, name }: Row) => ({ id, name: name.it })
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

function changeOf(old: Row, row: Row): RowChange | undefined {
  const fieldsOf = (one: Row) => one as Readonly<Record<string, unknown>>
  const names = [...new Set([...Object.keys(old), ...Object.keys(row)])]
  const fields = names.filter((name) => JSON.stringify(fieldsOf(old)[name] ?? null) !== JSON.stringify(fieldsOf(row)[name] ?? null))
  if (fields.length === 0) return undefined
  const listOf = (one: Row, name: string) => (fieldsOf(one)[name] as readonly string[] | undefined) ?? []
  const lists = LISTS.filter((name) => fields.includes(name))
  return {
    id: row.id,
    name: row.name.it,
    fields,
    came: lists.flatMap((name) => listOf(row, name).filter((text) => !listOf(old, name).includes(text))),
    went: lists.flatMap((name) => listOf(old, name).filter((text) => !listOf(row, name).includes(text))),
  }
}
