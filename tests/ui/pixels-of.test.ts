import { describe, expect, test } from 'vitest'
import { MOST_PIXELS, pixelsOf } from '../../ui/scan/pixels-of.ts'

const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [...part])))
const big = (value: number, size: number) => Array.from({ length: size }, (_, index) => (value / 256 ** (size - 1 - index)) & 0xff)
const little = (value: number, size: number) => big(value, size).reverse()

const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', big(13, 4), 'IHDR', big(width, 4), big(height, 4), [8, 6, 0, 0, 0])
const segment = (marker: number, content: readonly number[]) => [0xff, marker, ...big(content.length + 2, 2), ...content]
const frame = (marker: number, width: number, height: number) => segment(marker, [8, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0])
const jpeg = (...segments: (readonly number[])[]) => bytes([0xff, 0xd8], ...segments)
const webp = (form: string, ...content: (readonly number[])[]) => bytes('RIFF', little(100, 4), 'WEBP', form, little(50, 4), ...content)

describe('a picture says how large it is before it is unpacked', () => {
  /** As a camera's preview stands before the picture: in a segment that is skipped. */
  const preview = segment(0xe1, [...Buffer.from('Exif\0\0'), 0xff, 0xd8, ...frame(0xc0, 160, 120)])
  test.each<[string, Uint8Array, number]>([
    ['PNG', png(4000, 3000), 12_000_000],
    ['JPEG', jpeg(segment(0xe0, [1, 2]), segment(0xdb, [3]), frame(0xc0, 4000, 3000)), 12_000_000],
    ['progressive JPEG', jpeg(segment(0xc4, [1]), [0xff], frame(0xc2, 300, 200)), 60_000],
    ['JPEG with a preview', jpeg(preview, frame(0xc0, 8160, 6144)), 8160 * 6144],
    ['WebP', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a], little(640, 2), little(480, 2)), 640 * 480],
    ['lossless WebP', webp('VP8L', [0x2f], little(((480 - 1) << 14) | (640 - 1), 4)), 640 * 480],
    ['extended WebP', webp('VP8X', [0, 0, 0, 0], little(70_000 - 1, 3), little(480 - 1, 3)), 70_000 * 480],
    ['GIF', bytes('GIF89a', little(320, 2), little(200, 2)), 64_000],
  ])('%s', (_, picture, pixels) => expect(pixelsOf(picture)).toBe(pixels))

  test('what a telephone takes is read, and what only costs memory is not', () => {
    expect(pixelsOf(jpeg(frame(0xc0, 8160, 6144)))).toBeLessThan(MOST_PIXELS)
    for (const vast of [png(2 ** 31 - 1, 2 ** 31 - 1), jpeg(frame(0xc0, 65_535, 65_535)), webp('VP8X', new Array(10).fill(0xff))])
      expect(pixelsOf(vast)).toBeGreaterThan(MOST_PIXELS)
  })

  test.each<[string, Uint8Array]>([
    ['no picture', bytes('%PDF-1.7 and what follows')],
    ['nothing', bytes()],
    ['a PNG that begins with something else', bytes('\x89PNG\r\n\x1a\n', big(13, 4), 'IDAT', big(1, 4), big(1, 4))],
    ['a PNG that ends within its header', png(1, 1).subarray(0, 20)],
    ['a JPEG without a frame', jpeg(segment(0xe0, [1, 2]))],
    ['a JPEG whose scan comes before its frame', jpeg(segment(0xda, [1]), frame(0xc0, 1, 1))],
    ['a JPEG with something between its segments', jpeg(segment(0xe0, [1]), [0], frame(0xc0, 1, 1))],
    ['a JPEG that leaves its height for later', jpeg(frame(0xc0, 60_000, 0))],
    ['a JPEG of segments without length', jpeg([0xff, 0xe0, 0, 0])],
    ['a WebP of a form that is not known', webp('VP8Z', new Array(20).fill(1))],
    ['a WebP that does not begin with a whole picture', webp('VP8 ', new Array(20).fill(1))],
  ])('%s says nothing, and is not unpacked', (_, picture) => expect(pixelsOf(picture)).toBeUndefined())
})
