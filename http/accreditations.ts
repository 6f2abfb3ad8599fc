import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { AccreditationSource } from '../credential/edc/index.ts'
import { parseStrictJson } from '../credential/json/index.ts'
import { parseDateTime } from '../credential/time.ts'

/** A page that shows an accredited credential takes the whole file. */
const MAX_BYTES = 5 * 1024 * 1024

const instant = z.string().refine((text) => {
  try {
    return parseDateTime(text) instanceof Date
  } catch {
    return false
  }
})

/** What a check compares must be there in the form that it knows: a date that it did not understand would be no limit. */
const accreditation = z.looseObject({
  id: z.url(),
  organisation: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]),
  dateIssued: instant.optional(),
  expiryDate: instant.optional(),
})

const source = z.strictObject({
  name: z.string().min(1).max(200),
  asOf: z.iso.date(),
  accreditations: z.array(accreditation).max(10_000),
})

/**
 * What the operator took from the Union's register of accreditations, and when. Read at the start, so that a bad file stops it.
 *
 * @throws Error with a sentence when the file cannot be read or is not of the form `{name, asOf, accreditations}`
 */
export async function readAccreditations(file: string | undefined): Promise<AccreditationSource | undefined> {
  if (file === undefined) return undefined
  const parsed = source.safeParse(await readJson(file))
  if (parsed.success) return parsed.data as AccreditationSource
  const [where] = parsed.error.issues
  throw new Error(
    `Setting EDC_ACCREDITATIONS: ${file} is not of the form {name, asOf, accreditations}, at ${where?.path.join('.') || 'its beginning'}.`,
  )
}

async function readJson(file: string): Promise<unknown> {
  try {
    const bytes = await readFile(file)
    return bytes.length > MAX_BYTES ? undefined : parseStrictJson(new Uint8Array(bytes))
  } catch {
    throw new Error(`Setting EDC_ACCREDITATIONS: ${file} cannot be read as JSON.`)
  }
}
