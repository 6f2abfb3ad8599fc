import { crypto } from '#crypto'
import { decode, encode } from '../base64url.ts'
import { CREDENTIALS_V2 } from '../contexts/index.ts'
import { decodeBase58 } from '../did/base58.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/index.ts'
import { readStream } from '../read-stream.ts'
import type { World } from '../verify/world.ts'
import { assertUrl, malformed, objectsOf } from './members.ts'

const MAX_RESOURCES = 16
const MAX_BYTES = 4 * 1024 * 1024

/** SHA-256 and SHA-384 of the bytes that the W3C publishes, in base64url: what is held here is no copy of the bytes. */
const CONTEXT_V2 = ['WZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ', 'l_HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4_Tje8YyzYBM8IhqjHWiWpr8-ZbYU']
/** Of the same address in July 2024, which the W3C's test suite still names. */
const CONTEXT_V2_OF_2024 = [
  'JKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k',
  'NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg',
]

interface AssertRelatedResourcesInput {
  readonly document: JsonObject
  readonly fetch: World['fetch']
  /** Whoever issues vouches for the bytes, so that they must be there; whoever verifies needs only those that it uses. */
  readonly unreachable: 'refuse' | 'accept'
  /** Whether the bytes of 2024 count as the context of VCDM 2.0 too. */
  readonly olderContext?: boolean
}

/**
 * The rules of `relatedResource` (VCDM 2.0 §5.3): each an address of its own, with a digest, and the digest right.
 *
 * @throws AttestaError `vc.malformed`, `vc.digest`
 */
export async function assertRelatedResources(input: AssertRelatedResourcesInput): Promise<void> {
  const { document, fetch, unreachable, olderContext = false } = input
  const contextDigests = olderContext ? [...CONTEXT_V2, ...CONTEXT_V2_OF_2024] : CONTEXT_V2
  const resources = objectsOf(document.relatedResource, 'relatedResource')
  if (resources.length > MAX_RESOURCES) throw malformed('relatedResource')
  const ids = new Set<string>()
  for (const resource of resources) {
    assertUrl(resource.id, 'relatedResource.id')
    if (ids.has(resource.id)) throw malformed('relatedResource.id')
    ids.add(resource.id)
    const digests = [...textsOf(resource.digestSRI).map(fromSri), ...textsOf(resource.digestMultibase).map(fromMultibase)]
    if (digests.length === 0) throw malformed('relatedResource')
    const right = resource.id === CREDENTIALS_V2 ? contextDigests : await digestsOf(resource.id, fetch)
    if (right === undefined && unreachable === 'accept') continue
    if (!digests.some((digest) => right?.includes(digest))) throw new AttestaError('vc.digest')
  }
}

async function digestsOf(id: string, fetch: World['fetch']): Promise<readonly string[] | undefined> {
  const broken = () => new AttestaError('vc.digest')
  try {
    const { status, body } = await fetch(id)
    if (status !== 200 || body === null) return undefined
    const bytes = await readStream({ stream: body, maxBytes: MAX_BYTES, broken, tooLarge: broken })
    return [crypto.sha256(bytes), crypto.sha384(bytes)].map(encode)
  } catch {
    return undefined
  }
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return all.map((item) => {
    if (typeof item !== 'string') throw malformed('relatedResource.digest')
    return item
  })
}

/** Subresource Integrity §3.1: `sha384-` and base64. */
function fromSri(text: string): string {
  const [, name, value = ''] = /^(sha256|sha384)-([A-Za-z0-9+/]+)={0,2}$/.exec(text) ?? []
  if (name === undefined) throw malformed('relatedResource.digestSRI')
  return value.replaceAll('+', '-').replaceAll('/', '_')
}

/** A multihash (0x12 SHA-256, 0x20 SHA-384, then the length) in base58btc or base64url. */
function fromMultibase(text: string): string {
  try {
    const bytes = text.startsWith('z') ? decodeBase58(text.slice(1)) : text.startsWith('u') ? decode(text.slice(1)) : undefined
    const [code, length] = bytes ?? []
    if (bytes !== undefined && ((code === 0x12 && length === 32) || (code === 0x20 && length === 48)) && bytes.length === length + 2)
      return encode(bytes.slice(2))
  } catch {
    // Told below, with the place.
  }
  throw malformed('relatedResource.digestMultibase')
}
