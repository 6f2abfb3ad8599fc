import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { isSameLine, liveHours } from '../live-hours.ts'
import type { HoursEntry } from '../require-hours.ts'
import { openRoom, type Room } from '../require-room.ts'
import { judgeLine, type LineProblem, problemIn, type ReadyLine } from './judge-line.ts'
import { type KnownPerson, knownPeople } from './known-people.ts'
import type { Cells } from './parse-file.ts'

export interface JudgedLine {
  readonly line: number
  readonly cells: Cells
  /** `ready` = may be taken in; `there` = the register has it already; `wrong` = somebody has to look at it. */
  readonly state: 'ready' | 'there' | 'wrong'
  /** `who` is the same on the lines of one person, however their code is spelt. */
  readonly ready?: ReadyLine & { readonly who: string }
  readonly problems: readonly LineProblem[]
}

interface Readable {
  readonly line: number
  readonly cells: Cells
  readonly ready: ReadyLine
  readonly known: KnownPerson
}

/** Judges the lines of an import that are still open: by themselves, against one another, and against the register. */
export async function judgeImport(
  { importId, organisationId, at }: { importId: string; organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<JudgedLine[]> {
  const rows = await tx.rows<{ line: number; cells: Cells; card_seen: boolean }>(
    `SELECT line, cells, card_seen FROM volunteer_import_line WHERE import_id = $1 AND organisation_id = $2 AND state = 'open' ORDER BY line`,
    [importId, organisationId],
  )
  const today = dayInRome(at)
  const judged = rows.map(({ line, cells, card_seen: cardSeen }) => ({ line, cells, ...judgeLine({ cells, cardSeen, today }) }))
  const lines = judged.flatMap((row) => ('ready' in row ? [{ line: row.line, taxCode: row.ready.person.taxCode }] : []))
  const people = await knownPeople({ organisationId, lines }, tx)
  const readable = judged.flatMap((row): Readable[] => {
    const known = people.get(row.line)
    return 'ready' in row && known !== undefined ? [{ ...row, known }] : []
  })
  const register = await readRegister(readable, tx)
  const others = disputed(readable)
  const beside = new Map<string, Beside>()
  const byLine = new Map(readable.map((row) => [row.line, judgeReadable(row, { register, others, beside })]))
  return judged.map(
    (row): JudgedLine =>
      byLine.get(row.line) ?? { line: row.line, cells: row.cells, state: 'wrong', problems: 'ready' in row ? [] : row.problems },
  )
}

/** What stands before a line, of the same person. */
interface Beside {
  readonly lines: { readonly line: number; readonly hours: HoursEntry | undefined }[]
  readonly room: Room
}

/** One line after those before it, which are in `beside`, by person. */
function judgeReadable(
  { line, cells, ready, known }: Readable,
  {
    register,
    others,
    beside,
  }: {
    register: ReadonlyMap<string, readonly HoursEntry[]>
    others: ReadonlyMap<number, LineProblem>
    beside: Map<string, Beside>
  },
): JudgedLine {
  const wrong = (problem: LineProblem): JudgedLine => ({ line, cells, state: 'wrong', problems: [problem] })
  const { person, hours } = ready
  const other = others.get(line) ?? otherThanKnown(ready, known)
  if (other !== undefined) return wrong(other)
  const there = known.volunteerId === undefined ? undefined : (register.get(known.volunteerId) ?? [])
  const isThere = hours === undefined ? there !== undefined : there?.some((entry) => isSameLine(entry, hours)) === true
  if (isThere) return { line, cells, state: 'there', problems: [] }

  const before = beside.get(known.key) ?? { lines: [], room: openRoom(there ?? []) }
  beside.set(known.key, before)
  const same = before.lines.find((placed) =>
    hours === undefined ? placed.hours === undefined : placed.hours && isSameLine(placed.hours, hours),
  )
  if (same !== undefined) return wrong({ column: 'taxCode', code: 'volunteer-import.twice', facts: { line: same.line } })
  const full = hours && problemIn('hours', () => before.room.take(hours))
  if (full !== undefined) return wrong(full)
  before.lines.push({ line, hours })
  return { line, cells, state: 'ready', ready: { person, hours, who: known.key }, problems: [] }
}

function otherThanKnown({ person }: ReadyLine, { person: known }: KnownPerson): LineProblem | undefined {
  if (known === undefined) return undefined
  if (nameOf(known) !== nameOf(person)) return { column: 'familyName', code: 'volunteer-import.other-name' }
  return known.birthDate === person.birthDate ? undefined : { column: 'birthDate', code: 'volunteer-import.other-birth-date' }
}

const nameOf = ({ familyName, givenName }: { familyName: string; givenName: string }) =>
  `${familyName}\n${givenName}`.normalize('NFC').toLocaleUpperCase('it-IT')

/**
 * Lines that give a code that nobody knows yet to two people. Nobody can say which is right, so each waits; once the wrong one is mended,
 * the others are right by themselves.
 */
function disputed(readable: readonly Readable[]): ReadonlyMap<number, LineProblem> {
  const unknown = readable.filter(({ known }) => known.person === undefined)
  const identity = ({ ready: { person } }: Readable) => `${nameOf(person)}\n${person.birthDate}`
  const found = new Map<string, Map<string, Readable>>()
  for (const row of unknown) {
    const people = found.get(row.known.key) ?? new Map<string, Readable>()
    if (!people.has(identity(row))) people.set(identity(row), row)
    found.set(row.known.key, people)
  }
  const problems = unknown.flatMap((row): [number, LineProblem][] => {
    const other = [...(found.get(row.known.key) ?? [])].find(([who]) => who !== identity(row))?.[1]
    if (other === undefined) return []
    const column = nameOf(other.ready.person) === nameOf(row.ready.person) ? 'birthDate' : 'familyName'
    return [[row.line, { column, code: 'volunteer-import.other-person', facts: { line: other.line } }]]
  })
  return new Map(problems)
}

/** What stands in the register of those of whom the lines are, by volunteer. */
async function readRegister(readable: readonly Readable[], tx: Pick<Transaction, 'rows'>) {
  const ids = new Set(readable.flatMap(({ known }) => known.volunteerId ?? []))
  const register = new Map<string, HoursEntry[]>([...ids].map((id) => [id, []]))
  for (const entry of await liveHours([...ids], tx)) register.get(entry.volunteerId)?.push(entry)
  return register
}
