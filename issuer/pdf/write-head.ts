import { WORTH } from '../../credential/edc/words.ts'
import { drawSeal } from './draw-seal.ts'
import type { Paper } from './paper.ts'
import { CONTENT, INK, MARGIN, PAGE, type Sheet, styles, TENANT } from './sheet.ts'
import { datesOf, endedMark, isDemo, longDate, onDay, replacesLine, TITLES } from './words.ts'
import { isTranslated } from './write-translation.ts'

const SIDE = 190

/** Who vouches for it, down to who appointed the commission; its number, and whether this paper is the first of it. */
export function writeHead(sheet: Sheet, { attestation, duplicate, ended }: Paper): void {
  const { pen } = sheet
  const { titular, body, number, decision } = attestation
  sheet.artifact(() => drawSeal(sheet.document, { x: MARGIN, y: 44, side: 50 }))

  const left = { x: MARGIN + 64, width: CONTENT - 64 - SIDE }
  let y = 46
  sheet.element('P', () => {
    y = pen.write(titular.legalName, { ...left, y, style: styles.office })
  })
  sheet.element('P', () => {
    y = pen.write(titular.legalBasis, { ...left, y, style: styles.small })
  })
  y += 5
  sheet.element('P', () => {
    y = pen.write(body.legalName, { ...left, y, style: styles.item })
  })
  sheet.element('P', () => {
    y = pen.write(body.legalBasis, { ...left, y, style: styles.small })
  })
  if (decision !== undefined) {
    const { chamber, commission } = decision
    y += 5
    sheet.element('P', () => {
      y = pen.write(chamber.legalName, { ...left, y, style: styles.item })
    })
    sheet.element('P', () => {
      y = pen.write(`Ha nominato la commissione d’esame: atto n. ${commission.actNumber}`, { ...left, y, style: styles.small })
    })
  }

  const right = { x: PAGE.width - MARGIN - SIDE, width: SIDE, align: 'right' } as const
  let beside = 46
  sheet.element('P', () => {
    beside = pen.write(`N. ${number}`, { ...right, y: beside, style: styles.item })
  })
  for (const line of [...datesOf(attestation), replacesLine(attestation)].filter((line) => line !== undefined)) {
    sheet.element('P', () => {
      beside = pen.write(line, { ...right, y: beside, style: styles.text })
    })
  }
  const marks = [
    ...(ended === undefined ? [] : [endedMark(ended)]),
    ...(attestation.replaces === undefined
      ? []
      : [`${attestation.kind === 'trasparenza' ? 'NUOVO DOCUMENTO' : 'RETTIFICA'} ${onDay('del', attestation.issuedAt)}`]),
    ...(duplicate === undefined ? [] : [`DUPLICATO n. ${duplicate.number} ${onDay('del', duplicate.at.toISOString())}`]),
    ...(isDemo(attestation) ? ['DATO DIMOSTRATIVO'] : []),
  ]
  for (const mark of marks) {
    beside += 4
    const width = pen.widthOf(mark, styles.mark) + 14
    const box = { x: PAGE.width - MARGIN - width, y: beside }
    sheet.artifact(() => sheet.document.roundedRect(box.x, box.y, width, 17, 3).lineWidth(1).stroke(INK))
    sheet.element('P', () => pen.write(mark, { x: box.x + 7, y: box.y + 2.6, width, style: styles.mark }))
    beside += 17
  }
  sheet.y = Math.max(y, beside) + 12
  sheet.artifact(() => sheet.document.rect(MARGIN, sheet.y, CONTENT, 1.4).fill(TENANT))
  sheet.y += 24
}

/** What it is and whose: the name is the largest thing on the page. */
export function writePerson(sheet: Sheet, { attestation }: Paper): void {
  const { kind, title, outcome } = attestation
  const { givenName, familyName, birthDate, taxCode } = outcome.person
  sheet.paragraph(TITLES[kind], styles.title, { type: 'H1', gap: 2 })
  sheet.paragraph(title.it, styles.subtitle, { gap: isTranslated(attestation) ? 4 : 16 })
  // Whose word it is, so that a trasparenza is never taken for a certificate (DM 5 gennaio 2021).
  if (isTranslated(attestation)) sheet.paragraph(WORTH[kind].it, styles.item, { gap: 12 })
  sheet.paragraph('rilasciato a', { ...styles.text, color: styles.small.color })
  sheet.paragraph(`${givenName} ${familyName}`, styles.name, { gap: 2 })
  sheet.paragraph(`data di nascita ${longDate(birthDate)} · codice fiscale ${taxCode}`, styles.text, { gap: 18 })
}
