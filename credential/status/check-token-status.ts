import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { type Infer, integer, object, oneOf, optional, readShape, text } from '../shape/index.ts'
import { fromNumericDate } from '../time.ts'
import { STATUS_LIST_JWT, TOKEN_WORDS } from './compose-token-status-list.ts'
import { fetchList } from './fetch-list.ts'
import { assertListCurrent, type StatusQuestion, type StatusResult, stepOf, stepOfRefusal } from './status.ts'
import { readTokenList } from './token-list.ts'

const url = text({ pattern: /^https?:\/\/[^\s#]+$/, max: 2048 })

/** `status_list` of a credential's `status` claim (Token Status List §6.2). */
const referenceShape = object({ idx: integer(), uri: url })

/** Claims of a Status List Token (§5.1); others are read over, as the standard wants. */
const subject = text({ max: 2048 })
const listShape = object({
  bits: oneOf(1, 2, 4, 8),
  lst: text({ pattern: /^[A-Za-z0-9_-]+$/, max: 4 * 1024 * 1024 }),
  aggregation_uri: optional(url),
})

/** What the Token Status List that a document names says about it: every rule of §8.3, then the value. */
export async function checkTokenStatus(reference: unknown, question: StatusQuestion): Promise<StatusResult> {
  try {
    const { idx, uri } = readShape({ shape: referenceShape, value: reference, code: 'status-entry.malformed' })
    const list = await readListToken(uri, question)
    const value = await readTokenList({ bits: list.bits, lst: list.lst, index: idx })
    const word = TOKEN_WORDS[value]
    const place = { listUrl: uri, index: idx }
    if (word === undefined) return { value, step: { outcome: 'failed', code: 'status.unknown-value', facts: { value } } }
    return { value, word, place, step: stepOf(word) }
  } catch (error) {
    return { step: stepOfRefusal(error) }
  }
}

async function readListToken(uri: string, { issuer, world, keys }: StatusQuestion): Promise<Infer<typeof listShape>> {
  const bytes = await fetchList({ url: uri, accept: 'application/statuslist+jwt', fetch: world.fetch })
  const jws = parseCompact(new TextDecoder().decode(bytes).trim())
  const { sub, iss, iat, exp, status_list } = jws.payload
  // A list of another address, whoever signed it, is another list (§8.3 step 4).
  if (readShape({ shape: subject, value: sub, code: 'status-list.malformed' }) !== uri) throw new AttestaError('status-list.other-address')
  const signer = issuer ?? iss
  if (typeof signer !== 'string' || (iss !== undefined && iss !== signer)) throw new AttestaError('status-list.other-issuer')
  const issuedAt = fromNumericDate(iat)
  assertListCurrent({ world, from: issuedAt, ...(exp === undefined ? {} : { until: fromNumericDate(exp) }) })

  const { kid } = jws.header
  const key =
    typeof kid === 'string' ? await keys.lookup({ issuer: signer, kid, at: issuedAt }) : await onlyKey({ signer, at: issuedAt, keys })
  await verifySignature({ jws, key, typ: STATUS_LIST_JWT })
  return readShape({ shape: listShape, value: status_list, code: 'status-list.malformed' })
}

async function onlyKey({ signer, at, keys }: { signer: string; at: Date; keys: StatusQuestion['keys'] }) {
  const { key, problem } = await keys.find({ issuer: signer, at })
  if (problem !== undefined) throw problem
  return key
}
