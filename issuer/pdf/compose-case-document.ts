import { dayInRome } from '../../credential/time.ts'
import { drawSeal } from './draw-seal.ts'
import { markPages } from './mark-pages.ts'
import { openDocument } from './pen.ts'
import { prepareFaces } from './prepare-faces.ts'
import { CONTENT, MARGIN, Sheet, styles, TENANT } from './sheet.ts'

interface Section {
  readonly heading: string
  readonly lines: readonly string[]
}

type InBoth = readonly [it: string, en: string]

export interface CasePaper {
  readonly title: { readonly it: string; readonly en?: string }
  /** The office that made it. */
  readonly office: string
  /** What kind of paper it is and of which party, so that it is never taken for a certificate. */
  readonly standing: { readonly it: string; readonly en: string }
  /** Kind, office, when, number, who sealed. */
  readonly facts: readonly InBoth[]
  /** That it no longer holds. */
  readonly notice?: InBoth
  readonly it: readonly Section[]
  readonly en: readonly Section[]
  readonly demo: boolean
  /** Of the document, not of the print: the same document gives the same bytes. */
  readonly at: Date
}

/**
 * A document of the case on paper: tagged PDF (ISO 32000-1 §14.8), in Italian, with a courtesy translation on pages of its own. Each page
 * says which of the two it is.
 *
 * @throws AttestaError `pdf.cannot-write` when a text has a letter that no font of ours has
 */
export async function composeCaseDocument(paper: CasePaper): Promise<Uint8Array> {
  const { title, office, standing, facts, notice, it, en, demo, at } = paper
  await prepareFaces()
  const document = openDocument({ title: title.it.replace(/[^\p{L}\p{N} /-]/gu, ' '), at })
  const sheet = new Sheet(document)
  sheet.artifact(() => drawSeal(document, { x: MARGIN, y: 44, side: 40 }))
  let y = 50
  const beside = { x: MARGIN + 54, width: CONTENT - 54 }
  sheet.element('P', () => {
    y = sheet.pen.write(office, { ...beside, y, style: styles.office })
  })
  const dated = dayInRome(at).split('-').reverse().join('/')
  sheet.element('P', () => {
    y = sheet.pen.write(dated, { ...beside, y, style: styles.text })
  })
  sheet.y = Math.max(96, y + 8)
  sheet.artifact(() => document.rect(MARGIN, sheet.y, CONTENT, 1.4).fill(TENANT))
  sheet.y += 22
  sheet.paragraph(title.it, styles.title, { type: 'H1', gap: 6 })
  if (notice !== undefined) sheet.paragraph(notice[0], styles.mark, { gap: 6 })
  sheet.paragraph(standing.it, styles.item, { gap: 6 })
  for (const [fact] of facts) sheet.paragraph(fact, styles.text, { gap: 1 })
  if (demo) sheet.paragraph('DATO DIMOSTRATIVO', styles.mark, { gap: 4 })
  writeSections(sheet, it)
  const italian = document.bufferedPageRange().count

  sheet.turn()
  sheet.paragraph('Traduzione di cortesia · Courtesy translation', styles.subtitle, { type: 'H2', gap: 2 })
  sheet.paragraph('Fa fede soltanto il testo italiano. Only the Italian text is binding.', styles.small, { gap: 6 })
  if (title.en !== undefined) sheet.paragraph(title.en, styles.heading, { type: 'H3', gap: 3, lang: 'en' })
  if (notice !== undefined) sheet.paragraph(notice[1], styles.mark, { gap: 6, lang: 'en' })
  sheet.paragraph(standing.en, styles.text, { gap: 6, lang: 'en' })
  for (const [, fact] of facts) sheet.paragraph(fact, styles.text, { gap: 1, lang: 'en' })
  writeSections(sheet, en, 'en')
  sheet.root.end()
  markPages(sheet, { title: title.it, italian })
  document.end()
  return document.bytes()
}

function writeSections(sheet: Sheet, sections: readonly Section[], lang?: string): void {
  for (const { heading, lines } of sections.filter((section) => section.lines.length > 0)) {
    sheet.y += 8
    sheet.need(40)
    sheet.paragraph(heading, styles.heading, { type: lang === undefined ? 'H2' : 'H3', gap: 3, ...(lang !== undefined && { lang }) })
    for (const line of lines) sheet.paragraph(line, styles.text, { gap: 2, ...(lang !== undefined && { lang }) })
  }
}
