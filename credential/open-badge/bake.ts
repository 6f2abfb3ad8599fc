import type { JsonObject } from '../json/index.ts'
import { writeToPng } from './picture/png.ts'
import { PNG_SIGNATURE } from './picture/png-chunks.ts'
import { writeToSvg } from './picture/svg.ts'

export interface BakeInput {
  /** A PNG or an SVG of ours. */
  readonly picture: Uint8Array
  readonly document: JsonObject
}

/**
 * Puts a signed badge into a picture (Open Badges 3.0 §5.3), once.
 *
 * @throws AttestaError `badge.malformed`, `badge.checksum`, `badge.repeated`, `badge.unsafe-svg`
 */
export function bake({ picture, document }: BakeInput): Uint8Array {
  const text = JSON.stringify(document)
  if (PNG_SIGNATURE.every((octet, index) => picture[index] === octet)) return writeToPng({ picture, text })
  const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(picture)
  return new TextEncoder().encode(writeToSvg({ source, text }))
}
