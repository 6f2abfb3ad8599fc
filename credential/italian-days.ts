const BEFORE_A_VOWEL = /\b(il|al|dal|del|nel|sul) (?=(?:8|11)(?:\/\d| (?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)))/gi

/** Italian with its articles as they are before days that begin with a vowel: «dall'8 novembre», «fino all'11/12». */
export function elideDays(text: string): string {
  return text.replace(BEFORE_A_VOWEL, (_, article: string) => (/^il/i.test(article) ? `${article === 'Il' ? 'L' : 'l'}'` : `${article}l'`))
}
