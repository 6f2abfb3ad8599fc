import { dayInRome } from '../../credential/time.ts'
import { drawSeal } from './draw-seal.ts'
import { openDocument } from './pen.ts'
import { prepareFaces } from './prepare-faces.ts'
import { CONTENT, MARGIN, Sheet, styles, TENANT } from './sheet.ts'

interface Section {
  readonly heading: string
  readonly lines: readonly string[]
}

export interface CasePaper {
  readonly title: { readonly it: string; readonly en?: string }
  readonly body: string
  /** What kind of paper it is and of which party, so that it is never taken for a certificate. */
  readonly standing: { readonly it: string; readonly en: string }
  readonly it: readonly Section[]
  readonly en: readonly Section[]
  readonly demo: boolean
  /** Of the document, not of the print: the same document gives the same bytes. */
  readonly at: Date
}

/**
 * A document of the case on paper: tagged PDF (ISO 32000-1 §14.8), in Italian, with a courtesy translation that says that it is one.
 *
 * @throws AttestaError `pdf.cannot-write` when a text has a letter that no font of ours has
 */
export async function composeCaseDocument({ title, body, standing, it, en, demo, at }: CasePaper): Promise<Uint8Array> {
  await prepareFaces()
  const document = openDocument({ title: title.it.replace(/[^\p{L}\p{N} /-]/gu, ' '), at })
  const sheet = new Sheet(document)
  sheet.artifact(() => drawSeal(document, { x: MARGIN, y: 44, side: 40 }))
  sheet.element('P', () => sheet.pen.write(body, { x: MARGIN + 54, y: 50, width: CONTENT - 54, style: styles.office }))
  const dated = dayInRome(at).split('-').reverse().join('/')
  sheet.element('P', () => sheet.pen.write(dated, { x: MARGIN + 54, y: 66, width: CONTENT - 54, style: styles.text }))
  sheet.y = 96
  sheet.artifact(() => document.rect(MARGIN, sheet.y, CONTENT, 1.4).fill(TENANT))
  sheet.y += 22
  sheet.paragraph(title.it, styles.title, { type: 'H1', gap: 6 })
  sheet.paragraph(standing.it, styles.item, { gap: 4 })
  if (demo) sheet.paragraph('DATO DIMOSTRATIVO', styles.mark, { gap: 4 })
  writeSections(sheet, it)
  sheet.y += 18
  sheet.need(60)
  sheet.artifact(() => document.rect(MARGIN, sheet.y, CONTENT, 0.7).fill(TENANT))
  sheet.y += 12
  sheet.paragraph('Traduzione di cortesia · Courtesy translation', styles.subtitle, { type: 'H2', gap: 2 })
  sheet.paragraph('Fa fede soltanto il testo italiano. Only the Italian text above is binding.', styles.small, { gap: 6 })
  if (title.en !== undefined) sheet.paragraph(title.en, styles.heading, { type: 'H3', gap: 3, lang: 'en' })
  sheet.paragraph(standing.en, styles.text, { gap: 3, lang: 'en' })
  writeSections(sheet, en, 'en')
  sheet.root.end()
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
