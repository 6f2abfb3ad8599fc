/** What is used of fontkit, which pdfkit reads fonts with and which has no types of its own. */
declare module 'fontkit' {
  export interface Shaped {
    readonly glyphs: readonly { readonly path: { toSVG(): string } }[]
    readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[]
    readonly advanceWidth: number
  }
  export interface Font {
    readonly postscriptName: string
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string): Shaped
    readonly unitsPerEm: number
  }
  export function create(bytes: Uint8Array): Font
}
