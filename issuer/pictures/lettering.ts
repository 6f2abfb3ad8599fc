import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

export interface Style {
  readonly size: number
  readonly weight: 300 | 400 | 600
  readonly colour: string
  /** Space added after each letter, in the unit of the page. */
  readonly spacing?: number
}

const { resolve } = createRequire(import.meta.url)
const opened = new Map<Style['weight'], readonly Font[]>()

/** Titillium Web comes in files by script: the second has the letters of Europe that the first lacks. */
function fontsOf(weight: Style['weight']): readonly Font[] {
  const known = opened.get(weight)
  if (known !== undefined) return known
  const fonts = ['latin', 'latin-ext'].map((script) =>
    create(readFileSync(resolve(`@fontsource/titillium-web/files/titillium-web-${script}-${weight}-normal.woff`))),
  )
  opened.set(weight, fonts)
  return fonts
}

interface Run {
  readonly font: Font
  readonly text: string
}

/** Stretches of text that one font file can write; a letter that neither has is drawn as the first one's empty box. */
function runsOf(text: string, weight: Style['weight']): Run[] {
  const fonts = fontsOf(weight)
  const runs: { font: Font; text: string }[] = []
  for (const letter of text.normalize('NFC')) {
    const font = fonts.find((candidate) => candidate.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) ?? fonts[0]
    if (font === undefined) continue
    const last = runs.at(-1)
    if (last?.font === font) last.text += letter
    else runs.push({ font, text: letter })
  }
  return runs
}

/** How wide a text is. */
export function widthOf(text: string, { size, weight, spacing = 0 }: Style): number {
  let width = 0
  for (const { font, text: part } of runsOf(text, weight)) {
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
  for (const { font, text: part } of runsOf(text, weight)) {
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
