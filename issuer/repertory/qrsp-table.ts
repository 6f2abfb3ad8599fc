import type { TableRow } from '../csv/read-table.ts'
import type { RepertoryRelease } from './release.ts'
import { type FromTable, given, inOneCell, levelIn, manyOf, type ReleaseTable, sayYesOrNo, yesOrNo } from './release-table.ts'

const PROFILE = 'profilo'
const COMPETENCE = 'competenza'

/** A release of the repertory as a table: one line a profile or a competence, several texts of one cell parted by `|`. */
export const qrspTable: ReleaseTable<RepertoryRelease> = {
  columns: [
    'repertorio',
    'tipo',
    'id',
    'codice',
    'nome',
    'nome_en',
    'sezione',
    'edizione',
    'settore',
    'eqf',
    'competenze',
    'abilita',
    'conoscenze',
    'fonte',
    'dimostrativo',
  ],
  read: readQrsp,
  write: ({ repertory, profiles, competences }) => [
    ...profiles.map((row) => [...head(repertory, PROFILE, row), inOneCell(row.competences), '', '', ...tail(row)]),
    ...competences.map((row) => [
      ...head(repertory, COMPETENCE, row),
      '',
      inOneCell(row.abilities),
      inOneCell(row.knowledge),
      ...tail(row),
    ]),
  ],
}

type Row = RepertoryRelease['profiles'][number] | RepertoryRelease['competences'][number]

const head = (repertory: string, type: string, { id, code, name, section, release, sector, eqfLevel }: Row) => [
  repertory,
  type,
  id,
  code ?? '',
  name.it,
  name.en ?? '',
  section,
  release,
  sector,
  eqfLevel === undefined ? '' : String(eqfLevel),
]
const tail = ({ source, demo }: Row) => [source ?? '', sayYesOrNo(demo)]

function readQrsp(rows: readonly TableRow[]): FromTable {
  const lines = new Map<object, number>()
  const read = ({ line, cells }: TableRow) => {
    const profile = cells.tipo === PROFILE
    const row = {
      id: cells.id,
      ...given('code', cells.codice),
      name: { it: cells.nome, ...given('en', cells.nome_en) },
      section: cells.sezione,
      release: cells.edizione,
      sector: cells.settore,
      ...levelIn(cells.eqf),
      ...(profile && { competences: manyOf(cells.competenze) }),
      ...(!profile && manyOf(cells.abilita).length > 0 && { abilities: manyOf(cells.abilita) }),
      ...(!profile && manyOf(cells.conoscenze).length > 0 && { knowledge: manyOf(cells.conoscenze) }),
      ...given('source', cells.fonte),
      demo: yesOrNo(cells.dimostrativo),
      // What is neither a profile nor a competence is named as what it says, and refused.
      ...(cells.tipo !== PROFILE && cells.tipo !== COMPETENCE && { tipo: cells.tipo }),
    }
    lines.set(row, line)
    return row
  }
  const of = (type: string) => (row: TableRow) => (row.cells.tipo === PROFILE) === (type === PROFILE)
  return {
    value: {
      repertory: rows[0]?.cells.repertorio,
      profiles: rows.filter(of(PROFILE)).map(read),
      competences: rows.filter(of(COMPETENCE)).map(read),
    },
    lines,
  }
}
