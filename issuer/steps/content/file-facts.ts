import { day, type Line, same } from './line.ts'

export interface FileRow {
  readonly media_type: string
  readonly size: number
  /** In hexadecimal. */
  readonly sha256: string
  /** Calendar date, counted from the day on which it was brought: the years run from the end of the case. Null where the rules name no end. */
  readonly kept_until: string | null
  readonly from_person: boolean
}

/** What a paper says of a file that it cannot show: kind, size, until when it is kept, and its fingerprint. The file itself is sealed. */
export function fileFacts({ media_type, size, sha256, kept_until: until, from_person }: FileRow): Line[] {
  const kept: Line =
    until === null
      ? ['si conserva senza scadenza', 'kept without end']
      : [`si conserva almeno fino al ${day(until)}`, `kept until ${day(until)} at least`]
  const sent: Line = from_person ? [', mandato dalla persona', ', sent by the person'] : same('')
  return [
    [
      `File: ${media_type}, ${bytes(size, 'it-IT')}, ${kept[0]}${sent[0]}`,
      `File: ${media_type}, ${bytes(size, 'en-GB')}, ${kept[1]}${sent[1]}`,
    ],
    [`Impronta SHA-256: ${sha256}`, `SHA-256 fingerprint: ${sha256}`],
  ]
}

function bytes(size: number, locale: string): string {
  if (size < 1024) return `${size} byte`
  const [amount, unit] = size < 1024 * 1024 ? [size / 1024, 'kB'] : [size / 1024 / 1024, 'MB']
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(amount)} ${unit}`
}
