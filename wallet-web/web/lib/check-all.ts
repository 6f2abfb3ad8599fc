/** Public lists, asked quietly behind a page that stands already: a small telephone and a small data plan get on with it. */
const AT_ONCE = 2

/**
 * Asks for the state of each document, a few at a time.
 *
 * @param check whether there was an answer about one document; what it throws is no answer
 * @param goOn asked before each: a wallet that is locked meanwhile asks nothing more
 * @returns how many had no answer
 */
export async function checkAll<Document>({
  documents,
  check,
  goOn,
}: {
  documents: readonly Document[]
  check: (document: Document) => Promise<boolean>
  goOn: () => boolean
}): Promise<number> {
  const waiting = [...documents]
  let silent = 0
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && goOn(); next = waiting.shift()) {
      if (!(await check(next).catch(() => false))) silent++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return silent
}
