import { decode as decodeCbor, encode as encodeCbor } from 'cborg'
import { decode, encode } from '../../base64url.ts'
import { AttestaError } from '../../errors.ts'
import type { SelectiveSuite } from '../suites.ts'
import type { Labels } from './statements.ts'

/** A document in good faith has fewer statements. */
const MAX_STATEMENTS = 5000
const HMAC_KEY_BYTES = 32

/** Tags of CBOR that tell what a proof value is (vc-di-ecdsa §3.5, vc-di-bbs §3.3.1). */
const HEADERS = {
  'ecdsa-sd-2023': { base: [0xd9, 0x5d, 0x00], derived: [0xd9, 0x5d, 0x01] },
  'bbs-2023': { base: [0xd9, 0x5d, 0x02], derived: [0xd9, 0x5d, 0x03] },
} as const satisfies Record<SelectiveSuite, unknown>

type Stage = 'base' | 'derived'

export interface EcdsaBase {
  readonly baseSignature: Uint8Array
  readonly publicKey: Uint8Array
  readonly hmacKey: Uint8Array
  readonly signatures: readonly Uint8Array[]
  readonly mandatoryPointers: readonly string[]
}

export interface EcdsaDerived {
  readonly baseSignature: Uint8Array
  readonly publicKey: Uint8Array
  readonly signatures: readonly Uint8Array[]
  readonly labels: Labels
  readonly mandatoryIndexes: readonly number[]
}

export interface BbsBase {
  readonly signature: Uint8Array
  readonly header: Uint8Array
  readonly publicKey: Uint8Array
  readonly hmacKey: Uint8Array
  readonly mandatoryPointers: readonly string[]
}

export interface BbsDerived {
  readonly proof: Uint8Array
  readonly labels: Labels
  readonly mandatoryIndexes: readonly number[]
  readonly selectiveIndexes: readonly number[]
  readonly presentationHeader: Uint8Array
}

export function writeEcdsaBase({ baseSignature, publicKey, hmacKey, signatures, mandatoryPointers }: EcdsaBase): string {
  return write('ecdsa-sd-2023', 'base', [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers])
}

export function readEcdsaBase(text: string): EcdsaBase {
  const [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers] = read('ecdsa-sd-2023', 'base', text, 5)
  return {
    baseSignature: bytesOf(baseSignature, 64),
    publicKey: bytesOf(publicKey, 35),
    hmacKey: bytesOf(hmacKey, HMAC_KEY_BYTES),
    signatures: listOf(signatures).map((signature) => bytesOf(signature, 64)),
    mandatoryPointers: pointersOf(mandatoryPointers),
  }
}

export function writeEcdsaDerived({ baseSignature, publicKey, signatures, labels, mandatoryIndexes }: EcdsaDerived): string {
  const places = [...labels].map(([name, label]) => [numberOf(name), decode(label.slice(1))] as const)
  return write('ecdsa-sd-2023', 'derived', [baseSignature, publicKey, signatures, new Map(places), mandatoryIndexes])
}

export function readEcdsaDerived(text: string): EcdsaDerived {
  const [baseSignature, publicKey, signatures, labels, mandatoryIndexes] = read('ecdsa-sd-2023', 'derived', text, 5)
  return {
    baseSignature: bytesOf(baseSignature, 64),
    publicKey: bytesOf(publicKey, 35),
    signatures: listOf(signatures).map((signature) => bytesOf(signature, 64)),
    labels: labelsOf(labels, (value) => `u${encode(bytesOf(value, 32))}`),
    mandatoryIndexes: indexesOf(mandatoryIndexes),
  }
}

export function writeBbsBase({ signature, header, publicKey, hmacKey, mandatoryPointers }: BbsBase): string {
  return write('bbs-2023', 'base', [signature, header, publicKey, hmacKey, mandatoryPointers])
}

export function readBbsBase(text: string): BbsBase {
  const [signature, header, publicKey, hmacKey, mandatoryPointers] = read('bbs-2023', 'base', text, 5)
  return {
    signature: bytesOf(signature, 80),
    header: bytesOf(header, 64),
    publicKey: bytesOf(publicKey, 96),
    hmacKey: bytesOf(hmacKey, HMAC_KEY_BYTES),
    mandatoryPointers: pointersOf(mandatoryPointers),
  }
}

export function writeBbsDerived({ proof, labels, mandatoryIndexes, selectiveIndexes, presentationHeader }: BbsDerived): string {
  const places = [...labels].map(([name, label]) => [numberOf(name), Number(label.slice(1))] as const)
  return write('bbs-2023', 'derived', [proof, new Map(places), mandatoryIndexes, selectiveIndexes, presentationHeader])
}

export function readBbsDerived(text: string): BbsDerived {
  const [proof, labels, mandatoryIndexes, selectiveIndexes, presentationHeader] = read('bbs-2023', 'derived', text, 5)
  return {
    proof: bytesOf(proof),
    labels: labelsOf(labels, (value) => `b${indexOf(value)}`),
    mandatoryIndexes: indexesOf(mandatoryIndexes),
    selectiveIndexes: indexesOf(selectiveIndexes),
    presentationHeader: bytesOf(presentationHeader),
  }
}

function write(suite: SelectiveSuite, stage: Stage, parts: readonly unknown[]): string {
  return `u${encode(Uint8Array.from([...HEADERS[suite][stage], ...encodeCbor(parts)]))}`
}

/** @throws AttestaError `proof.malformed` for a value of another suite or stage, or that is not written as its specification has it */
function read(suite: SelectiveSuite, stage: Stage, text: string, length: number): readonly unknown[] {
  try {
    const bytes = decode(text.slice(1))
    const header = HEADERS[suite][stage]
    if (!header.every((byte, index) => bytes[index] === byte)) throw refusal()
    const parts: unknown = decodeCbor(bytes.subarray(header.length), {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      // Bytes as a typed array (RFC 8746 §2.1), which one implementation writes.
      tags: Object.assign([], { 64: (inner: () => unknown) => inner }) as never,
    })
    if (!Array.isArray(parts) || parts.length !== length) throw refusal()
    return parts
  } catch (cause) {
    throw cause instanceof AttestaError ? cause : refusal()
  }
}

function bytesOf(value: unknown, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length)) throw refusal()
  return value
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_STATEMENTS) throw refusal()
  return value
}

function pointersOf(value: unknown): readonly string[] {
  return listOf(value).map((pointer) => {
    if (typeof pointer !== 'string') throw refusal()
    return pointer
  })
}

function indexOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > MAX_STATEMENTS) throw refusal()
  return value
}

/** Each place once, in order. */
function indexesOf(value: unknown): readonly number[] {
  const indexes = listOf(value).map(indexOf)
  if (indexes.some((index, place) => place > 0 && index <= (indexes[place - 1] ?? 0))) throw refusal()
  return indexes
}

function labelsOf(value: unknown, label: (value: unknown) => string): Labels {
  if (!(value instanceof Map) || value.size > MAX_STATEMENTS) throw refusal()
  const labels = new Map([...value].map(([name, hidden]) => [`c14n${indexOf(name)}`, label(hidden)]))
  // Two nodes under one name would be one node.
  if (new Set(labels.values()).size !== labels.size) throw refusal()
  return labels
}

function numberOf(canonical: string): number {
  return Number(canonical.slice('c14n'.length))
}

function refusal(): AttestaError {
  return new AttestaError('proof.malformed', { at: 'proofValue' })
}
