import { createHash } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import { rebuildSvg } from '../../credential/open-badge/index.ts'
import { PNG_SIGNATURE } from '../../credential/open-badge/picture/png-chunks.ts'
import { MAX_SIDE, MIN_SIDE, rebuildPng } from './rebuild-png.ts'

export const PICTURE_FORMS = ['png', 'svg'] as const
export type PictureForm = (typeof PICTURE_FORMS)[number]

export interface AcceptedPicture {
  readonly form: PictureForm
  readonly content: Uint8Array
  readonly digest: string
}

/** Every badge of the body carries it. */
export const MAX_PICTURE_BYTES = 256 * 1024

const DRAWN = /<(?:path|rect|circle|ellipse|line|polyline|polygon|text)[\s>/]/
const SIZE = /^[\d.]+(?:px)?$/

/**
 * The picture that a body gives for its badges, built anew from what is allowed: of a PNG its pixels and nothing that was written beside
 * them, of an SVG what a still picture needs.
 *
 * @throws AttestaError `picture.form`, `picture.too-large`, `picture.size`, `picture.empty`, `picture.damaged`, `picture.active`
 */
export function acceptPicture(bytes: Uint8Array): AcceptedPicture {
  if (bytes.length > MAX_PICTURE_BYTES) throw tooLarge()
  const form = formOf(bytes)
  const content = rebuilt(form, bytes)
  if (content.length > MAX_PICTURE_BYTES) throw tooLarge()
  return { form, content, digest: createHash('sha256').update(content).digest('hex').slice(0, 32) }
}

/** Whoever verifies a broken badge is told to get the original; whoever made the picture has it. */
function rebuilt(form: PictureForm, bytes: Uint8Array): Uint8Array {
  try {
    return form === 'png' ? rebuildPng(bytes) : acceptSvg(bytes)
  } catch (error) {
    const cause = error instanceof AttestaError ? error.code : undefined
    if (cause === 'badge.unsafe-svg') throw new AttestaError('picture.active')
    if (cause === 'badge.malformed' || cause === 'badge.checksum') throw new AttestaError('picture.damaged')
    throw error
  }
}

export function formOf(bytes: Uint8Array): PictureForm {
  return PNG_SIGNATURE.every((octet, index) => bytes[index] === octet) ? 'png' : 'svg'
}

function acceptSvg(bytes: Uint8Array): Uint8Array {
  const rebuilt = rebuildSvg(textOf(bytes))
  const [root = ''] = /^<svg[^>]*>/.exec(rebuilt) ?? []
  if (root === '') throw new AttestaError('picture.form')
  if (!isSquare(root)) throw new AttestaError('picture.size', { least: MIN_SIDE, most: MAX_SIDE })
  if (!DRAWN.test(rebuilt)) throw new AttestaError('picture.empty')
  return new TextEncoder().encode(rebuilt)
}

/** By its own measure: the drawing's, or that of the place it asks for. */
function isSquare(root: string): boolean {
  const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(root)?.[1]?.trim()
  const box = attribute('viewBox')?.split(/[\s,]+/) ?? [attribute('width'), attribute('height')]
  const [width, height] = box.slice(-2).map((side) => (side !== undefined && SIZE.test(side) ? Number.parseFloat(side) : 0))
  return width !== undefined && height !== undefined && width > 0 && Math.abs(width / height - 1) < 0.01
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (/<svg[\s>]/.test(text)) return text
  } catch {
    // Neither of the two: said below.
  }
  throw new AttestaError('picture.form')
}

function tooLarge(): AttestaError {
  return new AttestaError('picture.too-large', { limit: MAX_PICTURE_BYTES / 1024 })
}
