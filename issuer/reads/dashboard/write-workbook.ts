import type { Cell, Row, Sheet } from 'write-excel-file/node'
import type { Language } from '../../../http/page/language.ts'
import { provinceName } from '../../rule-pack/provinces.ts'
import type { Workbook } from './read-workbook.ts'
import type { Dimension } from './splits.ts'
import { DIMENSION_WORDS, FIGURES, HEAD_WORDS, PHASE_WORDS, valueWords } from './words.ts'
import { WORKBOOK_WORDS } from './workbook-words.ts'

const DAY = 'dd/mm/yyyy'
const MONTH = 'mm/yyyy'

/** A text stays a text: the library writes a formula only where it is told that one is meant. */
const text = (value: string): Cell => ({ value, type: String })
const number = (value: number, format = '0'): Cell => ({ value, type: Number, format })
const head = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' })
const date = (day: string, format: string): Cell => ({ value: new Date(`${day}T00:00:00Z`), type: Date, format })

/** The dashboard as an Excel workbook: a sheet for the figures and one for each way of telling them apart. Numbers and days are such. */
export async function writeWorkbook(workbook: Workbook, language: Language): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node') // few ask for it
  return writeXlsxFile(sheetsOf(workbook, language)).toBuffer()
}

function sheetsOf({ period, figures, splits, durations, strange, ratings }: Workbook, language: Language): Sheet<never>[] {
  const words = WORKBOOK_WORDS[language]
  const sheet = (name: string, heads: readonly string[], rows: readonly Row[]): Sheet<never> => ({
    sheet: name,
    data: [heads.map(head), ...rows],
    columns: heads.map((_, at) => ({ width: at === 0 ? 40 : 22 })),
    stickyRowsCount: 1,
  })
  return [
    sheet(
      words.figures,
      [words.figure, words.now, words.before],
      [
        [text(words.from), date(period.from, DAY)],
        [text(words.until), date(period.until, DAY)],
        ...FIGURES.map((figure) => [text(HEAD_WORDS[figure][language]), number(figures.now[figure]), number(figures.before[figure])]),
      ],
    ),
    ...splits.map(({ by, split }) =>
      sheet(
        DIMENSION_WORDS[by][language],
        [DIMENSION_WORDS[by][language], ...FIGURES.map((figure) => HEAD_WORDS[figure][language])],
        split.map((part) => [valueCell(by, part.value, language), ...FIGURES.map((figure) => number(part[figure]))]),
      ),
    ),
    sheet(
      words.durations,
      [words.phase, words.ended, words.medianDays, words.stopped],
      durations.map(({ phase, ended, medianDays, stopped }) => [
        text(PHASE_WORDS[phase]?.[language] ?? phase),
        number(ended),
        medianDays === undefined ? null : number(medianDays, '0.0'),
        number(stopped),
      ]),
    ),
    sheet(
      words.anomalies,
      [words.caseNumber, words.anomaly, words.body, DIMENSION_WORDS.province[language], words.since, words.due, words.daysLate],
      strange.map(({ number: caseNumber, kind, body, province, since, due, daysLate }) => [
        text(caseNumber),
        text(words.anomalyNames[kind]),
        text(body),
        text(provinceName(province)),
        date(since, DAY),
        date(due, DAY),
        number(daysLate),
      ]),
    ),
    sheet(
      words.ratings,
      [words.body, words.phase, words.answers, words.explained, words.helped],
      [
        [text(`${words.answersOf} ${monthWords(ratings.from)} - ${monthWords(ratings.until)}`)],
        ...ratings.bodies.flatMap(({ body, phases, ...all }) => [
          [text(body), text(words.allPhases), number(all.answers), number(all.explained, '0.0'), number(all.helped, '0.0')],
          ...phases.map(({ phase, answers, explained, helped }) => [
            text(body),
            text(PHASE_WORDS[phase]?.[language] ?? phase),
            number(answers),
            number(explained, '0.0'),
            number(helped, '0.0'),
          ]),
        ]),
      ],
    ),
  ]
}

/** `11/2026` */
const monthWords = (month: string) => month.split('-').reverse().join('/')

/** A month is a day of it, a level is a number: so that a spreadsheet sorts them. */
function valueCell(by: Dimension, value: string, language: Language): Cell {
  if (by === 'month' && /^\d{4}-\d{2}$/.test(value)) return date(`${value}-01`, MONTH)
  if (by === 'eqf' && /^\d$/.test(value)) return number(Number(value))
  return text(valueWords(by, value, language))
}
