import { AttestaError } from '../../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'

const MAX_POINTERS = 200
const INDEX = /^(?:0|[1-9][0-9]{0,5})$/

/** A copy in the making: lists are kept with their gaps until all is chosen. */
type Draft = { [name: string]: JsonValue | Draft | Draft[] }

/**
 * The part of a document that JSON Pointers (RFC 6901) choose, with the `id` and `type` of every node on the way
 * (vc-di-ecdsa §3.4.13, selectJsonLd). Undefined where there are no pointers.
 *
 * @throws AttestaError `vc.pointer` when one matches nothing
 */
export function select(document: JsonObject, pointers: readonly string[]): JsonObject | undefined {
  if (pointers.length > MAX_POINTERS) throw new AttestaError('vc.pointer')
  if (pointers.length === 0) return undefined
  const paths = pointers.map(pathOf)
  if (paths.some((path) => path.length === 0)) return document
  const context = document['@context']
  const chosen = { ...(context === undefined ? {} : { '@context': context }), ...begin(document) }
  for (const path of paths) choose({ document, path, chosen })
  return dense(chosen as JsonObject) as JsonObject
}

function pathOf(pointer: string): readonly string[] {
  const [first, ...steps] = pointer.split('/')
  if (first !== '' || /~(?![01])/.test(pointer)) throw new AttestaError('vc.pointer')
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function choose({ document, path, chosen }: { document: JsonObject; path: readonly string[]; chosen: object }): void {
  let source: JsonValue = document
  let target = chosen as Draft
  for (const [depth, step] of path.entries()) {
    const value = memberOf(source, step)
    const isLast = depth === path.length - 1
    const begun = target[step]
    if (isLast) target[step] = isObject(value) ? { ...(begun as object), ...value } : value
    else if (begun === undefined) target[step] = Array.isArray(value) ? [] : begin(value)
    source = value
    target = target[step] as Draft
  }
}

/** @throws AttestaError `vc.pointer` */
function memberOf(source: JsonValue, step: string): JsonValue {
  const isThere = Array.isArray(source) ? INDEX.test(step) && Number(step) < source.length : isObject(source) && Object.hasOwn(source, step)
  const value = isThere ? (source as JsonObject)[step] : undefined
  if (value === undefined || step === '__proto__') throw new AttestaError('vc.pointer')
  return value
}

/** What a node keeps whatever is chosen of it: an identifier that is no blank one, and its types. */
function begin(value: JsonValue): Draft {
  if (!isObject(value)) return {}
  const { id, type } = value
  return {
    ...(typeof id === 'string' && !id.startsWith('_:') ? { id } : {}),
    ...(type === undefined ? {} : { type }),
  }
}

function dense(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter(() => true).map(dense)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dense(member)]))
}
