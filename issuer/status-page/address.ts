/** Random part of the address: 122 bits, so that nobody comes upon a page by trying numbers. */
const SECRET_LENGTH = 22
const NAME = new RegExp(`^(.{1,100})-([A-Za-z0-9_-]{${SECRET_LENGTH}})$`)

/** Address of the page that tells people the state of an act; who has the paper or the file has it. */
export function statusPageUrl({ issuerUrl, number, secret }: { issuerUrl: string; number: string; secret: string }): string {
  return `${issuerUrl}/a/${encodeURIComponent(number)}-${secret}`
}

/** Number and secret of an address' last part; undefined when it cannot be one. */
export function readPageName(name: string): { readonly number: string; readonly secret: string } | undefined {
  const [, number, secret] = NAME.exec(name) ?? []
  return number === undefined || secret === undefined ? undefined : { number, secret }
}
