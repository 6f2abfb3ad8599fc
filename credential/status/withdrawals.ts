import type { EndLookup, IssuerKeys } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { dateTime, integer, object, readShape, record, text } from '../shape/index.ts'
import { fromNumericDate, parseDateTime } from '../time.ts'
import type { World } from '../verify/world.ts'
import { fetchList } from './fetch-list.ts'
import { assertListCurrent } from './status.ts'

/** `typ` of the register in which a Region tells which of its recognitions ended before their day. */
export const WITHDRAWALS_JWT = 'attesta-withdrawals+jwt'

const line = text({ max: 4096 })
const registerShape = object({
  iss: line,
  sub: line,
  iat: integer(),
  exp: integer(),
  ended: record({ name: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, member: dateTime }),
})

/**
 * When recognitions ended early, by the register that each of them names. A bit would not do: an act of the day before stays good. Each
 * register is asked once in a verification.
 *
 * @throws AttestaError `status-list.*`, `jws.*`, `did.*`, `issuer-key.*` from the look-up
 */
export function withdrawals({ world, keys }: { world: World; keys: IssuerKeys }): EndLookup {
  const registers = new Map<string, Promise<Readonly<Record<string, string>>>>()
  return async ({ recogniser, register, id }) => {
    const key = `${recogniser} ${register}`
    const known = registers.get(key) ?? readRegister({ recogniser, register, world, keys })
    registers.set(key, known)
    const ended = await known
    const end = Object.hasOwn(ended, id) ? ended[id] : undefined
    return end === undefined ? undefined : parseDateTime(end)
  }
}

async function readRegister({
  recogniser,
  register,
  world,
  keys,
}: {
  recogniser: string
  register: string
  world: World
  keys: IssuerKeys
}): Promise<Readonly<Record<string, string>>> {
  const bytes = await fetchList({ url: register, accept: 'application/attesta-withdrawals+jwt', fetch: world.fetch })
  const jws = parseCompact(new TextDecoder().decode(bytes).trim())
  const { iss, sub, iat, exp, ended } = readShape({ shape: registerShape, value: jws.payload, code: 'status-list.malformed' })
  if (sub !== register) throw new AttestaError('status-list.other-address')
  if (iss !== recogniser) throw new AttestaError('status-list.other-issuer')
  const issuedAt = fromNumericDate(iat)
  assertListCurrent({ world, from: issuedAt, until: fromNumericDate(exp) })
  const { kid } = jws.header
  if (typeof kid !== 'string') throw new AttestaError('issuer-key.unknown')
  await verifySignature({ jws, key: await keys.lookup({ issuer: iss, kid, at: issuedAt }), typ: WITHDRAWALS_JWT })
  return ended
}
