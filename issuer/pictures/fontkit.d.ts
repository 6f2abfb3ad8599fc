/** The few parts of fontkit used here: it comes without types. */
declare module 'fontkit' {
  export interface GlyphRun {
    readonly glyphs: readonly { readonly path: { toSVG(): string } }[]
    readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[]
  }

  export interface Font {
    readonly unitsPerEm: number
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string): GlyphRun
  }

  export function create(bytes: Uint8Array): Font
}
