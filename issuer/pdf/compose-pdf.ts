import { attach } from './attach.ts'
import { BINDING, COURTESY } from './mark-pages.ts'
import type { Paper } from './paper.ts'
import { lineHeight, openDocument } from './pen.ts'
import { prepareFaces } from './prepare-faces.ts'
import { CONTENT, MARGIN, PAGE, Sheet, styles } from './sheet.ts'
import { assessmentSentence, endedMark, experienceLine, learningSentence, qualificationLine, TITLES } from './words.ts'
import { writeCompetences, writeDetails } from './write-competences.ts'
import { footTop, writeFoot } from './write-foot.ts'
import { writeHead, writePerson } from './write-head.ts'
import { isTranslated, writeTranslation } from './write-translation.ts'

/**
 * An attestato on paper: PDF/A-3a (ISO 19005-3), tagged, with its other renderings inside. The same paper gives the same bytes.
 *
 * @throws AttestaError `pdf.cannot-write` when a text has a letter that no font of ours has
 */
export async function composePdf(paper: Paper): Promise<Uint8Array> {
  const { attestation, attachments, at } = paper
  await prepareFaces()
  // XMP is written by pdfkit as it is given: the title has nothing that would have to be escaped there.
  const document = openDocument({ title: `${TITLES[attestation.kind]} ${attestation.number.replace(/[^\w/-]/g, ' ')}`, at })
  const sheet = new Sheet(document)
  writePages(sheet, paper)
  const italian = document.bufferedPageRange().count
  if (isTranslated(attestation)) writeTranslation(sheet, attestation)
  sheet.root.end()
  numberPages(sheet, { paper, italian })
  for (const attachment of attachments) attach(document, attachment, at)
  document.end()
  return document.bytes()
}

function writePages(sheet: Sheet, paper: Paper): void {
  const { attestation } = paper
  const { outcome } = attestation
  writeHead(sheet, paper)
  writePerson(sheet, paper)

  const judged = [
    { text: assessmentSentence(attestation), style: styles.text },
    { text: learningSentence(attestation), style: styles.text },
    ...(outcome.qualityAssurance === undefined
      ? []
      : [{ text: `Garanzia della qualità: ${outcome.qualityAssurance}.`, style: styles.text }]),
    ...[qualificationLine(attestation)].flatMap((text) => (text === undefined ? [] : [{ text, style: styles.small }])),
  ]
  const below = judged.reduce((sum, { text, style }) => sum + sheet.pen.heightOf(text, style, CONTENT) + 4, 34)
  sheet.floor = footTop(paper) - below
  const competences = writeCompetences(sheet, paper)
  sheet.floor = footTop(paper)
  sheet.y += 8
  sheet.paragraph('Come è stato valutato', styles.heading, { type: 'H2', gap: 4 })
  for (const { text, style } of judged) sheet.paragraph(text, style, { gap: 4 })
  const lines = outcome.learning.experiences.map(experienceLine)
  const isBelow = sheet.y + heightOfExperiences(sheet, lines) <= sheet.floor
  if (isBelow) writeExperiences(sheet, lines)
  writeFoot(sheet, paper)

  if (competences === 'more') writeDetails(sheet, paper)
  if (isBelow) return
  if (competences === 'whole') sheet.turn()
  writeExperiences(sheet, lines)
}

function heightOfExperiences({ pen }: Sheet, lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + pen.heightOf(line, styles.text, CONTENT) + 3, 6 + lineHeight(styles.heading) + 4)
}

function writeExperiences(sheet: Sheet, lines: readonly string[]): void {
  if (lines.length === 0) return
  sheet.y += 6
  sheet.paragraph('Esperienze', styles.heading, { type: 'H2', gap: 4 })
  for (const line of lines) sheet.paragraph(line, styles.text, { gap: 3 })
}

/** On every page but a single one: which it is, of how many, of which act, and whether it is the translation. */
function numberPages(sheet: Sheet, { paper, italian }: { paper: Paper; italian: number }): void {
  const { number, kind } = paper.attestation
  const { start, count } = sheet.document.bufferedPageRange()
  if (count === 1) return
  for (let page = 0; page < count; page += 1) {
    sheet.document.switchToPage(start + page)
    const ended = paper.ended === undefined ? '' : ` · ${endedMark(paper.ended)}`
    const which = page >= italian ? ` · ${COURTESY}` : italian < count ? ` · ${BINDING}` : ''
    sheet.artifact(() => {
      sheet.pen.write(`${TITLES[kind]} ${number} · pagina ${page + 1} di ${count}${ended}${which}`, {
        x: MARGIN,
        y: page === 0 ? PAGE.height - 40 : MARGIN - 14,
        width: CONTENT,
        style: styles.small,
        align: page === 0 ? 'left' : 'right',
      })
    })
  }
}
