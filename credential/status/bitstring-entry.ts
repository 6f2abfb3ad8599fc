import { AttestaError } from '../errors.ts'
import { amount, type Infer, integer, list, object, oneOf, optional, readShape, type Shape, text } from '../shape/index.ts'
import { readBitstring } from './bitstring.ts'

const url = text({ pattern: /^https?:\/\/[^\s#]+$/, max: 2048 })
const line = text({ max: 1000 })

/** BitstringStatusListEntry (Bitstring Status List 1.0 §2.1). The index is text, base ten, and nothing else. */
export const entryShape = object({
  id: optional(line),
  type: oneOf('BitstringStatusListEntry'),
  statusPurpose: line,
  statusListIndex: text({ pattern: /^(?:0|[1-9][0-9]{0,14})$/ }),
  statusListCredential: url,
  statusSize: optional(integer({ min: 1, max: 8 })),
  statusMessage: optional(list(object({ status: text({ pattern: /^0x[0-9a-f]+$/ }), message: line }), { max: 256 })),
  statusReference: optional(url),
})

export type BitstringEntry = Infer<typeof entryShape>

const purposes: Shape<string | readonly string[]> = {
  schema: { anyOf: [line.schema, list(line).schema] },
  read: (value, at) => (Array.isArray(value) ? list(line, { min: 1, max: 10 }).read(value, at) : line.read(value, at)),
}

/** `credentialSubject` of a BitstringStatusListCredential (§2.2). */
export const listSubjectShape = object({
  id: optional(line),
  type: oneOf('BitstringStatusList'),
  statusPurpose: purposes,
  encodedList: text({ max: 4 * 1024 * 1024 }),
  ttl: optional(amount),
})

export type BitstringListSubject = Infer<typeof listSubjectShape>

/**
 * Reads the entry of a document (§3.2 step 1).
 *
 * @throws AttestaError `status-entry.malformed`
 */
export function readBitstringEntry(value: unknown): BitstringEntry {
  const entry = readShape({ shape: entryShape, value, code: 'status-entry.malformed' })
  // §2.1: the id must not be the list's own address; more than one bit needs the words for each value.
  if (entry.id === entry.statusListCredential) throw new AttestaError('status-entry.malformed', { at: 'id' })
  const { statusSize = 1, statusMessage } = entry
  if (statusSize > 1 && statusMessage?.length !== 2 ** statusSize) throw new AttestaError('status-entry.malformed', { at: 'statusMessage' })
  return entry
}

/**
 * The value of an entry in a list that is already known to be the right and authentic one (§3.2 steps 5 to 11).
 *
 * @throws AttestaError `status-list.malformed`, `status-list.type`, `status-list.other-purpose`, `status-list.too-short`,
 *   `status-list.too-large`, `status-list.index`
 */
export async function readBitstringStatus({
  entry,
  subject,
}: {
  entry: BitstringEntry
  subject: unknown
}): Promise<{ value: number; message?: string }> {
  const { statusPurpose, encodedList } = readShape({ shape: listSubjectShape, value: subject, code: 'status-list.type' })
  if (!([] as string[]).concat(statusPurpose).includes(entry.statusPurpose)) throw new AttestaError('status-list.other-purpose')
  const { statusSize = 1, statusMessage = [] } = entry
  const value = await readBitstring({ encodedList, index: Number(entry.statusListIndex), statusSize })
  const message = statusMessage.find(({ status }) => Number.parseInt(status, 16) === value)?.message
  return message === undefined ? { value } : { value, message }
}
