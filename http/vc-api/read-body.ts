import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../credential/json/index.ts'

/** @throws AttestaError `vc.not-object` */
export function objectIn(body: JsonValue | undefined): JsonObject {
  if (!isObject(body)) throw new AttestaError('vc.not-object')
  return body
}

/** A member that is an object, or nothing; members of it that are not known are the caller's own. */
export function memberOf(body: JsonObject, name: string): JsonObject {
  const value = body[name]
  if (value === undefined) return {}
  if (!isObject(value)) throw new AttestaError('vc.malformed', { at: name })
  return value
}

export function textIn<Name extends string>(object: JsonObject, name: Name): { [K in Name]?: string } {
  const value = object[name]
  if (value === undefined) return {}
  if (typeof value !== 'string') throw new AttestaError('vc.malformed', { at: `options.${name}` })
  return { [name]: value } as { [K in Name]: string }
}

/** JSON Pointers (RFC 6901); none where nothing is said. */
export function pointersIn(options: JsonObject, name: string): readonly string[] {
  const value = options[name]
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every((pointer) => typeof pointer === 'string' && (pointer === '' || pointer.startsWith('/'))))
    throw new AttestaError('vc.malformed', { at: `options.${name}` })
  return value as readonly string[]
}
