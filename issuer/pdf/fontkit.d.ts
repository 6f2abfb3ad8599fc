/** What is used of fontkit, which pdfkit reads fonts with and which has no types of its own. */
declare module 'fontkit' {
  export interface PathCommand {
    readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath'
    readonly args: readonly number[]
  }
  export interface Glyph {
    readonly id: number
    readonly codePoints: readonly number[]
    readonly advanceWidth: number
    readonly path: { readonly commands: readonly PathCommand[]; toSVG(): string }
  }
  export interface Shaped {
    readonly glyphs: readonly Glyph[]
    readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[]
    readonly advanceWidth: number
  }
  export interface Font {
    readonly postscriptName: string
    hasGlyphForCodePoint(codePoint: number): boolean
    layout(text: string): Shaped
    readonly unitsPerEm: number
    readonly numGlyphs: number
    readonly characterSet: readonly number[]
    readonly bbox: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }
    readonly italicAngle: number
    readonly ascent: number
    readonly descent: number
    readonly xHeight: number
    getGlyph(id: number): Glyph
    createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array }
    readonly capHeight: number
    /** Drawings by their number, as they were first asked for. */
    _glyphs: object
    readonly _layoutEngine: { readonly engine: { readonly GPOSProcessor: Positions | null } | null }
  }
  /** Inside of fontkit: places marks on letters. */
  export interface Positions {
    applyAnchor(mark: object, base: object | null, index: number): void
  }
  export function create(bytes: Uint8Array): Font
}
