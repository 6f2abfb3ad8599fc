import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { dateTime, type Infer, integer, object, oneOf, optional, readShape, record, text } from '../shape/index.ts'
import { fromNumericDate } from '../time.ts'
import { fetchList } from './fetch-list.ts'
import { assertListCurrent, type StatusQuestion, type StatusWord } from './status.ts'

/** `typ` of our own file of reasons; it explains what a list says and never decides. */
export const CHANGES_JWT = 'attesta-status-changes+jwt'

const line = text({ max: 1000 })
const changeShape = object({
  word: oneOf('sospeso', 'annullato', 'sostituito'),
  since: dateTime,
  reasonClass: line,
  successor: optional(line),
})

const changesShape = object({
  iss: line,
  sub: line,
  iat: integer(),
  exp: integer(),
  changes: record({ name: /^(?:0|[1-9][0-9]{0,14})$/, member: changeShape }),
})

export type StatusChange = Infer<typeof changeShape>

export interface ReadChangesInput extends StatusQuestion {
  /** Address of any list of the folder: the others share it up to the last segment. */
  readonly listUrl: string
  readonly index: number
  /** What the list says. An explanation of something else is none. */
  readonly word: StatusWord
}

/** Why an act is not valid, since when, and what took its place; nothing when the file cannot be had or does not fit. */
export async function readChanges(input: ReadChangesInput): Promise<StatusChange | undefined> {
  try {
    const change = (await readFile(input)).changes[String(input.index)]
    return change !== undefined && fits(input.word, change.word) ? change : undefined
  } catch (error) {
    if (error instanceof AttestaError) return undefined
    throw error
  }
}

async function readFile({ listUrl, issuer, world, keys }: ReadChangesInput): Promise<Infer<typeof changesShape>> {
  const folder = listUrl.slice(0, listUrl.lastIndexOf('/') + 1)
  const bytes = await fetchList({ url: `${folder}changes`, accept: 'application/attesta-status-changes+jwt', fetch: world.fetch })
  const jws = parseCompact(new TextDecoder().decode(bytes).trim())
  const file = readShape({ shape: changesShape, value: jws.payload, code: 'status-list.malformed' })
  if (file.sub !== `${folder}token`) throw new AttestaError('status-list.other-address')
  if (file.iss !== issuer) throw new AttestaError('status-list.other-issuer')
  const issuedAt = fromNumericDate(file.iat)
  assertListCurrent({ world, from: issuedAt, until: fromNumericDate(file.exp) })
  const { kid } = jws.header
  if (typeof kid !== 'string') throw new AttestaError('issuer-key.unknown')
  await verifySignature({ jws, key: await keys.lookup({ issuer: file.iss, kid, at: issuedAt }), typ: CHANGES_JWT })
  return file
}

/** A bit of revocation does not tell annulled from replaced; the file may. */
function fits(listed: StatusWord, explained: StatusWord): boolean {
  return listed === explained || (listed === 'annullato' && explained === 'sostituito')
}
