import type { Weight } from '../pdf/fonts.ts'
import { splitByFace } from '../pdf/split-by-face.ts'

export interface Style {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
  /** Space added after each letter, in the unit of the page. */
  readonly spacing?: number
}

/** How wide a text is. @throws AttestaError `pdf.cannot-write` */
export function widthOf(text: string, { size, weight, spacing = 0 }: Style): number {
  let width = 0
  for (const { face, text: part } of splitByFace(text, weight)) {
    const { font } = face
    const { positions } = font.layout(part)
    for (const { xAdvance } of positions) width += (xAdvance * size) / font.unitsPerEm + spacing
  }
  return width
}

/** A text as outlines, from the left end of its base line: so that no reader needs the font, and no text is taken for markup. */
export function draw(text: string, x: number, y: number, style: Style): string {
  const { size, weight, colour, spacing = 0 } = style
  let at = x
  const shapes: string[] = []
  for (const { face, text: part } of splitByFace(text, weight)) {
    const { font } = face
    const scale = size / font.unitsPerEm
    const { glyphs, positions } = font.layout(part)
    for (const [index, { path }] of glyphs.entries()) {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
      const outline = path.toSVG()
      const place = `translate(${(at + xOffset * scale).toFixed(2)} ${(y - yOffset * scale).toFixed(2)}) scale(${scale} ${-scale})`
      if (outline !== '') shapes.push(`<path transform="${place}" d="${outline}"/>`)
      at += xAdvance * scale + spacing
    }
  }
  return `<g fill="${colour}">${shapes.join('')}</g>`
}

/** A text in lines of at most this width; a word that is wider stands alone. */
export function wrap(text: string, width: number, style: Style): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, style) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}
