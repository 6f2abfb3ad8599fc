import { deflateSync } from 'node:zlib'
import { PNG_SIGNATURE, pngChunk } from '../../credential/open-badge/picture/png-chunks.ts'
import type { Drawing, Ring, Shape } from './drawing.ts'

/** Rows looked at in each row of pixels: enough for smooth edges. */
const SAMPLES = 5

/** The drawing as a PNG with a transparent ground (PNG §11.2.2: 8 bits, red green blue alpha). */
export function paintPng({ size, shapes }: Drawing): Uint8Array {
  const pixels = new Float64Array(size * size * 4)
  for (const shape of shapes) paint({ pixels, size, shape })
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) {
    for (let at = 0; at < size * 4; at++) rows[y * (size * 4 + 1) + 1 + at] = Math.round(pixels[y * size * 4 + at] ?? 0)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function paint({ pixels, size, shape: { fill, rings } }: { pixels: Float64Array; size: number; shape: Shape }): void {
  const cover = new Float64Array(size)
  for (let y = 0; y < size; y++) {
    cover.fill(0)
    for (let sample = 0; sample < SAMPLES; sample++) addRow({ cover, rings, y: y + (sample + 0.5) / SAMPLES })
    for (let x = 0; x < size; x++) {
      const share = Math.min(1, (cover[x] ?? 0) / SAMPLES)
      if (share > 0) blend({ pixels, at: (y * size + x) * 4, fill, share })
    }
  }
}

/** What of each pixel lies inside on this line: between crossings whose windings do not cancel out. */
function addRow({ cover, rings, y }: { cover: Float64Array; rings: readonly Ring[]; y: number }): void {
  const crossings = rings.flatMap((ring) => crossingsOf(ring, y)).sort((a, b) => a.x - b.x)
  let winding = 0
  for (const [index, { x, turn }] of crossings.entries()) {
    winding += turn
    const next = crossings[index + 1]
    if (winding !== 0 && next !== undefined) addSpan({ cover, from: x, to: next.x })
  }
}

function crossingsOf(ring: Ring, y: number): { x: number; turn: 1 | -1 }[] {
  return ring.flatMap(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1]
    if (y1 <= y === y2 <= y) return []
    return [{ x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), turn: y1 < y2 ? (1 as const) : (-1 as const) }]
  })
}

function addSpan({ cover, from, to }: { cover: Float64Array; from: number; to: number }): void {
  const last = Math.min(cover.length - 1, Math.floor(to))
  for (let x = Math.max(0, Math.floor(from)); x <= last; x++) {
    cover[x] = (cover[x] ?? 0) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x))
  }
}

function blend({ pixels, at, fill, share }: { pixels: Float64Array; at: number; fill: Shape['fill']; share: number }): void {
  const below = (pixels[at + 3] ?? 0) / 255
  const alpha = share + below * (1 - share)
  for (const [channel, value] of fill.entries()) {
    pixels[at + channel] = (value * share + (pixels[at + channel] ?? 0) * below * (1 - share)) / alpha
  }
  pixels[at + 3] = alpha * 255
}
