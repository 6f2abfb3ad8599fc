import { MAX_CODE } from '../../credential/cose/index.ts'
import { drawCode } from './draw-code.ts'
import type { Paper } from './paper.ts'
import { CONTENT, MARGIN, PAGE, type Sheet, SOFT, styles } from './sheet.ts'

const OFFLINE = 148
const ONLINE = 96
const GAP = 14

/** A code of more letters is printed larger, so that its modules stay as large as a phone needs them. */
function offlineSide({ offlineCode = '' }: Paper): number {
  return OFFLINE * Math.sqrt(Math.max(1, offlineCode.length / MAX_CODE))
}

function topOf(paper: Paper): number {
  return PAGE.height - 46 - offlineSide(paper) - 14
}

/** Where the text above must end. */
export function footTop(paper: Paper): number {
  return topOf(paper) - 12
}

/** Seal line, addresses and the two codes, always at the same place of the first page: who scans one knows where to look. */
export function writeFoot(sheet: Sheet, paper: Paper): void {
  const { attestation, statusPage, verifierUrl, offlineCode } = paper
  const { document, pen } = sheet
  const { body, number } = attestation
  const right = PAGE.width - MARGIN
  const [top, offline] = [topOf(paper), offlineSide(paper)]
  const online = { x: offlineCode === undefined ? right - ONLINE : right - offline - GAP - ONLINE, y: top, side: ONLINE }
  const width = online.x - MARGIN - 18
  sheet.artifact(() => document.rect(MARGIN, top - 8, CONTENT, 0.5).fill(SOFT))

  let y = top
  const write = (text: string, style: (typeof styles)[keyof typeof styles], gap = 4) => {
    sheet.element('P', () => {
      y = pen.write(text, { x: MARGIN, y, width, style }) + gap
    })
  }
  write(`Sigillato elettronicamente da ${body.legalName}.`, styles.item)
  write(`Numero di registro ${number}.`, styles.text)
  write(
    offlineCode === undefined
      ? `Verifica: inquadra il codice con il telefono, o apri ${verifierUrl} e scegli questo file.`
      : `Verifica: inquadra il primo codice con il telefono, o apri ${verifierUrl}. Il secondo codice si verifica lì anche senza internet.`,
    styles.text,
  )
  const link = sheet.group('Link', sheet.group('P'))
  sheet.element(
    'Span',
    () => {
      const from = y
      y = pen.write(statusPage, { x: MARGIN, y, width, style: styles.small })
      document.link(MARGIN, from, width, y - from, statusPage, {
        structParent: link,
        Contents: new String('Stato di questo attestato'),
      } as object)
    },
    { parent: link },
  )
  y += 4
  write('Il foglio da solo non prova nulla: fanno fede i dati firmati nei codici e nei file allegati a questo PDF.', styles.small)

  code(
    sheet,
    { text: statusPage, correction: 'M' },
    online,
    'Stato online',
    `Codice QR: apre la pagina con lo stato dell’attestato ${number}.`,
  )
  if (offlineCode !== undefined) {
    const place = { x: right - offline, y: top, side: offline }
    code(
      sheet,
      { text: offlineCode, correction: 'L' },
      place,
      'Verifica senza internet',
      `Codice QR: contiene l’attestato ${number} firmato, per verificarlo senza internet.`,
    )
  }
}

function code(
  sheet: Sheet,
  what: Parameters<typeof drawCode>[1],
  place: Parameters<typeof drawCode>[2],
  caption: string,
  alt: string,
): void {
  const { x, y, side } = place
  sheet.element('Figure', () => drawCode(sheet.document, what, place), { alt, bbox: [x, y, x + side, y + side] })
  sheet.element('Caption', () => sheet.pen.write(caption, { x, y: y + side, width: side, style: styles.small, align: 'center' }))
}
