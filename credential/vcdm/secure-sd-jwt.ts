import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import type { Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { createDisclosure, issueSdJwt, type Path, type Placement } from '../sd-jwt/index.ts'
import type { Kind } from './open-jose.ts'

const SALT_BYTES = 16

export interface SecureWithSdJwtInput {
  readonly document: JsonObject
  readonly kind: Kind
  readonly signer: Signer
  readonly kid: string
  /** What the holder may keep back, as `credentialSubject.address.street` or `phoneNumbers[0]`. */
  readonly disclosurePaths: readonly string[]
}

/**
 * A credential or presentation as an SD-JWT (VC-JOSE-COSE §3.2).
 *
 * @throws AttestaError `vc.pointer` for a path that leads nowhere, or into another
 */
export function secureWithSdJwt({ document, kind, signer, kid, disclosurePaths }: SecureWithSdJwtInput): Promise<string> {
  const paths = disclosurePaths.map(stepsOf)
  const disclosures = paths.map((path): Placement => ({ path, disclosure: disclosureAt(document, path) }))
  // From the end, so that an element taken out moves none that is still to be taken.
  const payload = [...paths].sort(fromTheEnd).reduce((rest, path) => without(rest, path) as JsonObject, document)
  return issueSdJwt({ header: { typ: `${kind}+sd-jwt`, cty: kind, kid }, payload, disclosures, signer })
}

function stepsOf(path: string): Path {
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[\d{1,5}\])*$/.test(path)) throw new AttestaError('vc.pointer')
  return path.split(/[.[]/).map((step) => (step.endsWith(']') ? Number(step.slice(0, -1)) : step))
}

function disclosureAt(document: JsonObject, path: Path) {
  const value = path.reduce<JsonValue | undefined>((at, step) => memberOf(at, step), document)
  if (value === undefined) throw new AttestaError('vc.pointer')
  const name = path.at(-1)
  return createDisclosure({
    salt: encode(crypto.randomBytes(SALT_BYTES)),
    value,
    ...(typeof name === 'string' ? { name } : {}),
  })
}

function memberOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
}

function without(value: JsonValue | undefined, [step, ...rest]: Path): JsonValue {
  if (Array.isArray(value)) {
    const index = Number(step)
    return rest.length === 0 ? value.toSpliced(index, 1) : value.with(index, without(value[index], rest))
  }
  const name = String(step)
  if (!isObject(value) || !Object.hasOwn(value, name)) throw new AttestaError('vc.pointer')
  const { [name]: member, ...others } = value
  return rest.length === 0 ? others : { ...others, [name]: without(member, rest) }
}

function fromTheEnd(one: Path, other: Path): number {
  return (Number(other.at(-1)) || 0) - (Number(one.at(-1)) || 0)
}
