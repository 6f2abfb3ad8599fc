import { createHash } from 'node:crypto'

/** The text of the minutes as the file that members sign: UTF-8, an empty line between two of its lines. */
export function textFile(lines: readonly string[]): string {
  return `${lines.join('\n\n')}\n`
}

/** SHA-256 of that file in hexadecimal, as `sha256sum` prints it. */
export function digestOfText(lines: readonly string[]): string {
  return createHash('sha256').update(textFile(lines)).digest('hex')
}
