import { z } from 'zod'

/** No control characters but line breaks and tabs, and no half of a surrogate pair: neither can be kept or printed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/

/** A text of a release, from one character on. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !UNPRINTABLE.test(value) && value.isWellFormed())

export const words = z.strictObject({ it: text(600), en: text(600).exactOptional() })

/** Key of a row: stands in addresses and beside what was chosen. */
export const rowId = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
