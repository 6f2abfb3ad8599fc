import type { Document } from './pen.ts'
import { TENANT } from './sheet.ts'

const EDGE =
  'M24 3l4.6 3.4 5.7-.6 2.3 5.2 5.2 2.3-.6 5.7L45 24l-3.8 5 .6 5.7-5.2 2.3-2.3 5.2-5.7-.6L24 45l-4.6-3.4-5.7.6-2.3-5.2-5.2-2.3.6-5.7L3 24l3.8-5-.6-5.7 5.2-2.3 2.3-5.2 5.7.6z'

/** The mark that the paper shares with the card in the wallet; 48 units a side. */
export function drawSeal(document: Document, { x, y, side }: { x: number; y: number; side: number }): void {
  document
    .save()
    .translate(x, y)
    .scale(side / 48)
  document.path(EDGE).lineWidth(1.5).lineJoin('round').fillAndStroke('#eff6f0', TENANT)
  document.circle(24, 24, 12.5).lineWidth(1).dash(1.5, { space: 2 }).stroke(TENANT).undash()
  document.path('M17.5 24.5l4.5 4.5 9-9.5').lineWidth(3).lineCap('round').stroke(TENANT)
  document.restore()
}
