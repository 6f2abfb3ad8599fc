import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { MAX_PARTS } from './max-parts.ts'
import { isSelective, isSuite } from './suites.ts'

/** How much longer each statement takes where it is signed by itself (ecdsa-sd-2023) or is a point of a curve in a proof (bbs-2023). */
const SELECTIVE = { 'ecdsa-sd-2023': 4, 'bbs-2023': 85 } as const

/** Members and items of a JSON value, at whatever depth. */
export function countParts(value: JsonValue): number {
  let parts = 0
  for (const member of Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []) parts += 1 + countParts(member)
  return parts
}

/** What is left for one verification, of whatever is inside what it was asked of. */
export interface Work {
  parts: number
}

export function freshWork(): Work {
  return { parts: MAX_PARTS }
}

/**
 * Takes from what is left what it costs to verify a document: `read` is what of it is spelt anew, which is all where nothing is said.
 *
 * @throws AttestaError `format.too-many-parts`, before any of the work is done
 */
export function spend({ document, read = document, work }: { document: JsonObject; read?: JsonObject; work: Work }): void {
  const { proof, ...signed } = document
  const proofs = Array.isArray(proof) ? proof : [proof]
  const passes = proofs.reduce((sum: number, one) => sum + passesOf(one), 0)
  const parts = countParts(read) + countParts(signed) * passes
  if (parts > work.parts) throw tooManyParts()
  work.parts -= parts
}

export function tooManyParts(): AttestaError {
  return new AttestaError('format.too-many-parts', { limit: MAX_PARTS })
}

function passesOf(proof: JsonValue | undefined): number {
  if (!isObject(proof)) return 1
  const { cryptosuite } = proof
  return typeof cryptosuite === 'string' && isSuite(cryptosuite) && isSelective(cryptosuite) ? SELECTIVE[cryptosuite] : 1
}
