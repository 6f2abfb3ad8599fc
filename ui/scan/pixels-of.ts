/** Telephones take 50 million pixels, as they are set, at most; unpacked these are a quarter of a gigabyte. */
export const MOST_PIXELS = 64_000_000

/**
 * How many pixels a picture says that it has, read from its header alone: a browser makes room for all of them, however small the file is.
 * PNG (§11.2.1), JPEG (ITU-T T.81 §B.2.2), WebP (RFC 9649 §2.4–2.7), GIF (89a §18). `undefined` where the header says nothing that can be relied on.
 */
export function pixelsOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const pixels = (readers.find(({ magic }) => magic.test(latin(bytes, 0, 16)))?.read ?? nothing)(view, bytes)
    return pixels === 0 ? undefined : pixels
  } catch (error) {
    // It ends within its header.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Reader = (view: DataView, bytes: Uint8Array) => number | undefined

const nothing: Reader = () => undefined

const readers: readonly { readonly magic: RegExp; readonly read: Reader }[] = [
  { magic: /^\x89PNG\r\n.\n[\s\S]{4}IHDR/, read: (view) => view.getUint32(16) * view.getUint32(20) },
  { magic: /^\xff\xd8\xff/, read: ofJpeg },
  { magic: /^RIFF[\s\S]{4}WEBPVP8/, read: ofWebp },
  { magic: /^GIF8[79]a/, read: (view) => view.getUint16(6, true) * view.getUint16(8, true) },
]

/** Segment by segment to the frame header; what stands between them, or a scan before it, no camera writes. */
function ofJpeg(view: DataView): number | undefined {
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return view.getUint16(at + 5) * view.getUint16(at + 7)
    else if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) return undefined
    else at += 2 + view.getUint16(at + 2)
  }
}

/** SOF0 to SOF15, among which are the tables for Huffman (C4) and arithmetic (CC) coding, and a mark of no meaning (C8). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function ofWebp(view: DataView, bytes: Uint8Array): number | undefined {
  const form = latin(bytes, 12, 16)
  if (form === 'VP8X') return (1 + uint24(view, 24)) * (1 + uint24(view, 27))
  if (form === 'VP8L') {
    const packed = view.getUint32(21, true)
    return view.getUint8(20) === 0x2f ? (1 + (packed & 0x3fff)) * (1 + ((packed >>> 14) & 0x3fff)) : undefined
  }
  const isKeyFrame = latin(bytes, 23, 26) === '\x9d\x01\x2a'
  return form === 'VP8 ' && isKeyFrame ? (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff) : undefined
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
}

/** One letter for each byte; `latin1` of a TextDecoder is another alphabet (WHATWG Encoding §9.1). */
function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}
