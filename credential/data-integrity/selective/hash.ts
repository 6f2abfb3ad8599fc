import { crypto } from '#crypto'
import type { Contexts } from '../../contexts/index.ts'
import type { JsonObject } from '../../json/index.ts'
import { canonize } from '../canonize.ts'
import { proofOptions } from '../hash-data.ts'

const utf8 = new TextEncoder()

/** SHA-256 of the proof's own members (vc-di-ecdsa §3.6.4, vc-di-bbs §3.4.4). */
export async function hashProof({
  document,
  proof,
  contexts,
}: {
  document: JsonObject
  proof: JsonObject
  contexts: Contexts
}): Promise<Uint8Array> {
  return crypto.sha256(utf8.encode(await canonize(proofOptions({ document, proof }), { contexts })))
}

/** SHA-256 of the statements that every copy shows. */
export function hashMandatory(statements: readonly string[]): Uint8Array {
  return crypto.sha256(utf8.encode(statements.join('')))
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

export function bytesOfText(text: string): Uint8Array {
  return utf8.encode(text)
}
