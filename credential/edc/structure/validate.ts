import { isObject, type JsonObject } from '../../json/index.ts'
import { CREDENTIALS_V1, EDC_CONTEXT } from '../addresses.ts'
import { checkNode } from './check-node.ts'
import { checkProfile } from './check-profile.ts'
import { error, type Finding } from './finding.ts'
import { indexNodes } from './index-nodes.ts'

/** An official diploma has some two thousand nodes. */
const MAX_NODES = 50_000
/** Nobody reads further, and a hostile document would give millions. */
const MAX_FINDINGS = 200

/**
 * Is the document a European Digital Credential by its form: both contexts in their order, one node of the class, every name known,
 * each class with its properties in number, kind and codes, and what its profile wants beside? It stands where the official shapes do, which
 * pass an empty graph and codes that do not exist (edc-ob3.md §3).
 *
 * @returns everything found; without an error the form is good
 */
export function validateEdcStructure(document: JsonObject): readonly Finding[] {
  const { '@context': context, id, type } = document
  if (!isOwnContext(context)) return [error('edc.context', '@context')]
  if (!isOwnType(type)) return [error('edc.type', 'type')]
  if (typeof id !== 'string' || !/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(id)) return [error('edc.root-id', 'id')]

  const nodes = indexNodes(document)
  if (nodes.count > MAX_NODES) return [error('edc.too-many-nodes', '')]
  const findings = [
    ...(nodes.credentials === 1 ? [] : [error('edc.type', 'type')]),
    ...nodes.split.map((at) => error('edc.split-node', at)),
    ...checkNode({ node: document, className: 'EuropeanDigitalCredential', at: '', nodes }),
    ...checkIssuer(document),
    ...checkProfile(document),
  ]
  return findings.slice(0, MAX_FINDINGS)
}

/** Exactly these, in this order: an object among them could give any name another meaning. */
function isOwnContext(context: unknown): boolean {
  return Array.isArray(context) && context.length === 2 && context[0] === CREDENTIALS_V1 && context[1] === EDC_CONTEXT
}

function isOwnType(type: unknown): boolean {
  return Array.isArray(type) && type.length === 2 && type.includes('VerifiableCredential') && type.includes('EuropeanDigitalCredential')
}

/** The issuer, and only it, must have the identifier that its seal's certificate bears. The shapes fail it without saying why. */
function checkIssuer({ issuer }: JsonObject): Finding[] {
  if (!isObject(issuer)) return []
  return issuer.eIDASIdentifier === undefined ? [error('edc.missing', 'issuer.eIDASIdentifier')] : []
}
