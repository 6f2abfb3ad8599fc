const ELIDED: Readonly<Record<string, string>> = { il: "l'", al: "all'", dal: "dall'", del: "dell'", nel: "nell'", sul: "sull'" }
const BEFORE_A_VOWEL =
  /\b(il|al|dal|del|nel|sul) (?=(?:8|11)(?:\/\d| (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)))/gi

/** Italian with its articles as they are before days that begin with a vowel: «dall'8 novembre», «fino all'11/12». */
export function elideDays(text: string): string {
  return text.replace(BEFORE_A_VOWEL, (found, article: string) => {
    const elided = ELIDED[article.toLowerCase()]
    if (elided === undefined) return found
    return article.startsWith(article.charAt(0).toLowerCase()) ? elided : elided.charAt(0).toUpperCase() + elided.slice(1)
  })
}
