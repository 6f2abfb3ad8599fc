/** How large a field of words is, in pixels of the page; the picture has as many of them as it needs. */
const FIELD = { width: 440, height: 190, line: 26 } as const

export interface MarkedPicture {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** What is written over the picture, line by line: plain text. */
  readonly mark: readonly string[]
}

/**
 * A picture with words across all of it, as an SVG (RFC 2397 carries its bytes as they are): whoever passes it on passes on for whom it was
 * opened. Nothing is decoded here, whatever the bytes are.
 */
export function markPicture({ bytes, mediaType, mark }: MarkedPicture): Buffer {
  const { width, height, line } = FIELD
  const lines = mark.map((words, index) => `<text x="12" y="${(index + 1) * line}">${words.replace(/[&<>]/g, escaped)}</text>`)
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">
<defs><pattern id="mark" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="rotate(-20)">
<g font-family="sans-serif" font-size="18" font-weight="600" fill="#1a2530" fill-opacity="0.6" stroke="#ffffff" stroke-opacity="0.6" stroke-width="3" paint-order="stroke">${lines.join('')}</g>
</pattern></defs>
<image width="100%" height="100%" href="data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}"/>
<rect width="100%" height="100%" fill="url(#mark)"/>
</svg>
`)
}

const escaped = (character: string): string => `&#${character.charCodeAt(0)};`
