import { CONTENT, MARGIN, PAGE, type Sheet, styles } from './sheet.ts'

export const BINDING = 'Testo che fa fede. In fondo c’è una traduzione di cortesia in inglese.'
export const COURTESY =
  'Traduzione di cortesia: fa fede soltanto il testo italiano. · Courtesy translation: only the Italian text is binding.'

/** At the foot of every page: of what it is, which of how many, and whether it is the text that counts or the translation. */
export function markPages(sheet: Sheet, { title, italian }: { title: string; italian: number }): void {
  const { document, pen } = sheet
  const { start, count } = document.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(start + page)
    sheet.artifact(() => {
      const place = { x: MARGIN, width: CONTENT, style: styles.small }
      const below = pen.write(page < italian ? BINDING : COURTESY, { ...place, y: PAGE.height - 54 })
      pen.write(`${title} · pagina ${page + 1} di ${count}`, { ...place, y: below })
    })
  }
}
