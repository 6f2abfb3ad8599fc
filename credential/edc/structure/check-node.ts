import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import { several } from '../several.ts'
import { isOfList } from './codes.ts'
import { error, type Finding, warning } from './finding.ts'
import type { Nodes } from './index-nodes.ts'
import { countTexts, fits, isLiteral } from './literal.ts'
import { isTerm, MODEL, type Property } from './model.ts'

export interface CheckNodeInput {
  readonly node: JsonObject
  readonly className: string
  /** Where the node stands. */
  readonly at: string
  readonly nodes: Nodes
}

const KEYWORDS = new Set(['@context', 'id', 'type'])

/** A node against its class: its names, how many values each property has, and what they are. */
export function checkNode({ node, className, at, nodes }: CheckNodeInput): Finding[] {
  const properties = MODEL.get(className)
  if (properties === undefined) return [error('edc.class', at)]
  const named = Object.keys(node).flatMap((name) => checkName({ name, at, isOwn: properties.has(name) }))
  const counted = [...properties].flatMap(([name, property]) =>
    checkProperty({ value: node[name], property, at: at === '' ? name : `${at}.${name}`, nodes }),
  )
  return [...named, ...counted]
}

/** A stranger's name is not repeated: only where it stands is told. */
function checkName({ name, at, isOwn }: { name: string; at: string; isOwn: boolean }): Finding[] {
  if (name === '@context' && at !== '') return [error('edc.context', at)]
  if (KEYWORDS.has(name) || (isOwn && name !== 'dateModified')) return []
  // The context gives it no date but a node, so that JSON-LD in its strict mode refuses even official documents that have it.
  if (name === 'dateModified') return [warning('edc.date-modified', at)]
  return isTerm(name) ? [warning('edc.misplaced-term', at)] : [error('edc.unknown-term', at)]
}

interface CheckPropertyInput {
  readonly value: JsonValue | undefined
  readonly property: Property
  readonly at: string
  readonly nodes: Nodes
}

function checkProperty({ value, property, at, nodes }: CheckPropertyInput): Finding[] {
  const { min, max, ranges } = property
  const [range = ''] = ranges
  if (range === 'text' || range === 'texts') return checkTexts({ value, property, at })

  const values = several(value)
  const amount = new Set(values.map(nameOf)).size
  return [
    ...(amount < min ? [error('edc.missing', at)] : []),
    ...(amount > max ? [error('edc.too-many', at)] : []),
    ...values.flatMap((one) =>
      isLiteral(range) ? (fits(range, one) ? [] : [error(codeOf(range), at)]) : checkReference({ value: one, property, at, nodes }),
    ),
  ]
}

/** One node written several times is one value. */
function nameOf(value: JsonValue): unknown {
  return isObject(value) && typeof value.id === 'string' ? value.id : value
}

function codeOf(range: string): Finding['code'] {
  if (range === 'dateTime') return 'edc.date-time'
  return range === 'duration' ? 'edc.duration' : 'edc.value'
}

function checkTexts({ value, property: { min, max, ranges }, at }: Omit<CheckPropertyInput, 'nodes'>): Finding[] {
  const { count, wellFormed, oneEach } = countTexts(value)
  if (!wellFormed) return [error('edc.language', at)]
  return [
    ...(count < min ? [error('edc.missing', at)] : []),
    ...(count > max ? [error('edc.too-many', at)] : []),
    ...(ranges[0] === 'text' && !oneEach ? [error('edc.language', at)] : []),
  ]
}

interface CheckReferenceInput extends Omit<CheckPropertyInput, 'value'> {
  readonly value: JsonValue
}

function checkReference({ value, property, at, nodes }: CheckReferenceInput): Finding[] {
  const { ranges, scheme } = property
  const node = isObject(value) ? value : { id: value }
  const own = several(node.type).filter((name) => typeof name === 'string')
  const elsewhere = typeof node.id === 'string' ? nodes.classes.get(node.id) : undefined
  const className = ranges.find((name) => own.includes(name) || (own.length === 0 && elsewhere?.has(name) === true))
  if (className === undefined) return [error('edc.class', at)]
  return [
    ...(scheme === undefined ? [] : checkCode({ node, scheme, at })),
    // A bare name refers to a node that is judged where it is written out.
    ...(own.length === 0 ? [] : checkNode({ node, className, at, nodes })),
    ...(['ShaclValidator2017', 'CredentialStatus'].includes(className) && typeof node.id !== 'string' ? [error('edc.value', at)] : []),
  ]
}

function checkCode({ node, scheme, at }: { node: JsonObject; scheme: string; at: string }): Finding[] {
  const { id, inScheme } = node
  if (typeof id !== 'string') return [error('edc.code', at)]
  const schemes = several(inScheme).map(nameOf)
  if (!schemes.includes(scheme)) return [error('edc.scheme', at)]
  return isOfList(scheme, id) ? [] : [error('edc.code', at)]
}
