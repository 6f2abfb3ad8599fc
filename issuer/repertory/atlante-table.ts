import type { TableRow } from '../csv/read-table.ts'
import type { AtlanteRelease } from './atlante.ts'
import { type FromTable, given, inOneCell, manyOf, type ReleaseTable, sayYesOrNo, yesOrNo } from './release-table.ts'

const COLUMNS = [
  'repertorio',
  'edizione',
  'settore',
  'processo',
  'sequenza',
  'ada',
  'ada_titolo',
  'risultati',
  'attivita',
  'attivita_testo',
  'competenze',
  'fonte',
  'dimostrativo',
] as const
/** Between the key of a competence and why an activity speaks for it. */
const WHY = ':'

/** A release of the Atlante as a table: one line an activity; what is said of its area stands on each line of the area. */
export const atlanteTable: ReleaseTable<AtlanteRelease> = {
  columns: COLUMNS,
  read: readAtlante,
  write: ({ repertory, release, areas }) =>
    areas.flatMap(({ code, name, sector, process, sequence, results, activities, source, demo }) =>
      activities.map((activity) => [
        repertory,
        release,
        sector,
        process,
        sequence,
        code,
        name,
        inOneCell(results),
        activity.code,
        activity.name,
        inOneCell(activity.competences?.map(({ entry, why }) => `${entry}${WHY} ${why}`)),
        source ?? '',
        sayYesOrNo(demo),
      ]),
    ),
}

function readAtlante(rows: readonly TableRow[]): FromTable {
  const lines = new Map<object, number>()
  const areas = new Map<string, { activities: object[] }>()
  for (const { line, cells } of rows) {
    const links = manyOf(cells.competenze).map((link) => {
      const at = link.indexOf(WHY)
      return { entry: link.slice(0, at === -1 ? undefined : at).trim(), why: at === -1 ? '' : link.slice(at + 1).trim() }
    })
    const activity = { code: cells.attivita, name: cells.attivita_testo, ...(links.length > 0 && { competences: links }) }
    lines.set(activity, line)
    const results = manyOf(cells.risultati)
    const area = {
      code: cells.ada,
      name: cells.ada_titolo,
      sector: cells.settore,
      process: cells.processo,
      sequence: cells.sequenza,
      ...(results.length > 0 && { results }),
      ...given('source', cells.fonte),
      demo: yesOrNo(cells.dimostrativo),
    }
    // Lines that say different things of one area make two areas with one code, which is refused as such.
    const key = JSON.stringify(area)
    const known = areas.get(key) ?? { ...area, activities: [] }
    if (!areas.has(key)) lines.set(known, line)
    known.activities.push(activity)
    areas.set(key, known)
  }
  return { value: { repertory: rows[0]?.cells.repertorio, release: rows[0]?.cells.edizione, areas: [...areas.values()] }, lines }
}
