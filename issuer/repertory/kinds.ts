import type { z } from 'zod'
import type { ErrorCode } from '../../credential/errors.ts'
import { type AtlanteRelease, atlanteRelease, shippedAtlante } from './atlante.ts'
import { atlanteTable } from './atlante-table.ts'
import { diffRows, type ReleaseRow, type RowsDiff } from './diff-releases.ts'
import { qrspTable } from './qrsp-table.ts'
import { type RepertoryRelease, repertoryRelease } from './release.ts'
import type { ReleaseTable } from './release-table.ts'
import { shippedRelease } from './shipped.ts'

/** What a Region puts in by release: the repertory whose competences are certified, and the Atlante that activities are told by. */
export const RELEASE_KINDS = ['qrsp', 'atlante'] as const
export type ReleaseKind = (typeof RELEASE_KINDS)[number]

export interface Contents {
  qrsp: RepertoryRelease
  atlante: AtlanteRelease
}

interface KindOf<Content> {
  readonly shape: z.ZodType<Content>
  readonly table: ReleaseTable<Content>
  /** What holds while the Region has accepted none. */
  readonly shipped: Content
  /** Its rows by what they are; each has a key that is there once. */
  readonly rows: (content: Content) => Readonly<Record<string, readonly ReleaseRow[]>>
  /** A row that another row asks for and that is not there. */
  readonly lost?: (content: Content) => { readonly code: ErrorCode; readonly id: string } | undefined
}

const plainRow = ({ id, name, ...rest }: { id: string; name: { it: string } }): ReleaseRow => ({
  id,
  name: name.it,
  fields: { name, ...rest },
})

export const KINDS: { readonly [Kind in ReleaseKind]: KindOf<Contents[Kind]> } = {
  qrsp: {
    shape: repertoryRelease,
    table: qrspTable,
    shipped: shippedRelease,
    rows: ({ profiles, competences }) => ({ profiles: profiles.map(plainRow), competences: competences.map(plainRow) }),
    lost: ({ profiles, competences }) => {
      const known = new Set(competences.map(({ id }) => id))
      const id = profiles.flatMap((profile) => profile.competences).find((competence) => !known.has(competence))
      return id === undefined ? undefined : { code: 'release-file.unknown-competence', id }
    },
  },
  atlante: { shape: atlanteRelease, table: atlanteTable, shipped: shippedAtlante, rows: atlanteRows },
}

function atlanteRows({ areas }: AtlanteRelease) {
  return {
    areas: areas.map(({ code: id, name, activities: _, ...rest }) => ({ id, name, fields: { name, ...rest } })),
    activities: areas.flatMap((area) =>
      area.activities.map(({ code: id, name }) => ({ id, name: `${name} (${area.code})`, fields: { name, area: area.code } })),
    ),
    links: areas.flatMap(({ activities }) =>
      activities.flatMap(({ code, name, competences = [] }) =>
        competences.map(({ entry, why }) => ({ id: `${code} ${entry}`, name: `${name} → ${entry}`, fields: { why } })),
      ),
    ),
  }
}

/** How many rows of each sort a release has. */
export function countRows<Kind extends ReleaseKind>(kind: Kind, content: Contents[Kind]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(KINDS[kind].rows(content)).map(([part, rows]) => [part, rows.length]))
}

export type ReleaseDiff = Readonly<Record<string, RowsDiff>>

/** What one release changes of another, sort by sort. */
export function diffReleases<Kind extends ReleaseKind>(kind: Kind, before: Contents[Kind], after: Contents[Kind]): ReleaseDiff {
  const was = KINDS[kind].rows(before)
  return Object.fromEntries(Object.entries(KINDS[kind].rows(after)).map(([part, rows]) => [part, diffRows(was[part] ?? [], rows)]))
}
