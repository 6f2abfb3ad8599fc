/** A paper carries two codes: the signed document, and the address of its page. */
const DOCUMENT = /^ATTESTA1:/

/** Of the codes in one picture, the one that can be judged as it is. */
export function documentFirst(texts: readonly string[]): string | undefined {
  return texts.find(isDocument) ?? texts[0]
}

export function isDocument(text: string): boolean {
  return DOCUMENT.test(text)
}
