import { visible } from '../../../ui/visible.ts'

/** By which a spreadsheet knows a formula: also in the wide letters of East Asian keyboards, which some take for the plain ones. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/

/** A cell that a spreadsheet takes for text: nothing unseen in it, quotes doubled, and what would begin a formula defused (security.md row 55). */
export function csvCell(given: string): string {
  const text = visible(given)
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
