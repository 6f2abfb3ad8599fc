import type { Competence } from '../../credential/attestation/attestation.ts'
import type { Paper } from './paper.ts'
import type { Element } from './pen.ts'
import { CONTENT, MARGIN, type Sheet, styles } from './sheet.ts'
import { COMPETENCES, levelInWords, levelsOf, sourceOf } from './words.ts'

const GUTTER = 24
const COLUMN = (CONTENT - GUTTER) / 2
const GAP = 9

/** `whole` = with knowledge and abilities, `names` = what fits on the first page when those do not. */
type Detail = 'whole' | 'names'

interface Block {
  readonly competence: Competence
  readonly height: number
}

/**
 * The competences in two columns, a single one over the whole width: whole where they have room above what stands below, else by name and
 * level. Tells whether something of them is left for the pages that follow.
 */
export function writeCompetences(sheet: Sheet, { attestation }: Paper): 'whole' | 'more' {
  const { kind, outcome } = attestation
  const { competences } = outcome
  sheet.paragraph(COMPETENCES[kind], styles.heading, { type: 'H2', gap: 5 })
  const room = sheet.floor - sheet.y
  if (heightInColumns(sheet, competences, 'whole') <= room) {
    writeColumns(sheet, competences, 'whole')
    return 'whole'
  }
  if (heightInColumns(sheet, competences, 'names') <= room - 16) {
    writeColumns(sheet, competences, 'names')
    sheet.paragraph('Conoscenze e abilità di ciascuna sono nelle pagine che seguono.', styles.small)
  } else {
    sheet.paragraph(`${competences.length} competenze, elencate nelle pagine che seguono.`, styles.text)
  }
  return 'more'
}

/** Each competence with all that it says, one below the other, on further pages. */
export function writeDetails(sheet: Sheet, { attestation }: Paper): void {
  const { kind, outcome } = attestation
  sheet.turn()
  sheet.paragraph(`${COMPETENCES[kind]}: conoscenze e abilità`, styles.heading, { type: 'H2', gap: 6 })
  const list = sheet.group('L')
  for (const competence of outcome.competences) {
    sheet.need(Math.min(heightOf(sheet, competence, { detail: 'whole', width: CONTENT }), 120))
    writeCompetence(sheet, competence, { list, x: MARGIN, width: CONTENT, detail: 'whole', breaks: true })
    sheet.y += GAP
  }
}

function writeColumns(sheet: Sheet, competences: readonly Competence[], detail: Detail): void {
  const list = sheet.group('L')
  const width = widthFor(competences)
  const top = sheet.y
  let bottom = top
  for (const [index, column] of columnsOf(sheet, competences, detail).entries()) {
    sheet.y = top
    for (const { competence } of column) {
      writeCompetence(sheet, competence, { list, x: MARGIN + index * (COLUMN + GUTTER), width, detail, breaks: false })
      sheet.y += GAP
    }
    bottom = Math.max(bottom, sheet.y)
  }
  sheet.y = bottom
}

/** In their order: the first column takes those that make both as even as they get. */
function columnsOf(sheet: Sheet, competences: readonly Competence[], detail: Detail): readonly (readonly Block[])[] {
  const width = widthFor(competences)
  const blocks = competences.map((competence) => ({ competence, height: heightOf(sheet, competence, { detail, width }) + GAP }))
  const tallest = (split: number) => Math.max(total(blocks.slice(0, split)), total(blocks.slice(split)))
  const splits = blocks.map((_, index) => index + 1)
  const split = splits.reduce((best, next) => (tallest(next) < tallest(best) ? next : best), splits[0] ?? 0)
  return [blocks.slice(0, split), blocks.slice(split)]
}

function heightInColumns(sheet: Sheet, competences: readonly Competence[], detail: Detail): number {
  return Math.max(...columnsOf(sheet, competences, detail).map(total))
}

function widthFor({ length }: readonly Competence[]): number {
  return length === 1 ? CONTENT : COLUMN
}

function total(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { height }) => sum + height, 0)
}

function heightOf(sheet: Sheet, competence: Competence, { detail, width }: { detail: Detail; width: number }): number {
  return linesOf(competence, detail).reduce((sum, { text, style, gap }) => sum + gap + sheet.pen.heightOf(text, style, width), 0)
}

function writeCompetence(
  sheet: Sheet,
  competence: Competence,
  { list, x, width, detail, breaks }: { list: Element; x: number; width: number; detail: Detail; breaks: boolean },
): void {
  const item = sheet.group('LBody', sheet.group('LI', list))
  for (const { text, style, gap } of linesOf(competence, detail)) {
    sheet.y += gap
    if (breaks) sheet.need(sheet.pen.heightOf(text, style, width))
    sheet.element(
      'P',
      () => {
        sheet.y = sheet.pen.write(text, { x, y: sheet.y, width, style })
      },
      { parent: item },
    )
  }
}

function linesOf(competence: Competence, detail: Detail) {
  const { name, abilities, knowledge, demo } = competence
  const levels = detail === 'whole' ? [levelsOf(competence), levelInWords(competence)].filter(Boolean).join(': ') : levelsOf(competence)
  return [
    { text: name.it, style: styles.item, gap: 0 },
    ...(levels === '' ? [] : [{ text: levels, style: styles.text, gap: 0 }]),
    ...(detail === 'whole'
      ? [{ text: [sourceOf(competence), demo && 'dato dimostrativo'].filter(Boolean).join(' · '), style: styles.small, gap: 0 }]
      : []),
    ...(detail === 'whole' && abilities.length > 0 ? [{ text: `Abilità: ${abilities.join('; ')}`, style: styles.text, gap: 2 }] : []),
    ...(detail === 'whole' && knowledge.length > 0 ? [{ text: `Conoscenze: ${knowledge.join('; ')}`, style: styles.text, gap: 2 }] : []),
  ]
}
