import { type Document, type Element, lineHeight, Pen, type Style } from './pen.ts'

export const INK = '#17211a'
export const SOFT = '#4c5a50'
export const TENANT = '#297a38'

export const PAGE = { width: 595.28, height: 841.89 } as const
export const MARGIN = 54
export const CONTENT = PAGE.width - 2 * MARGIN
const BOTTOM = PAGE.height - 62

export const styles = {
  title: { weight: 'light', size: 33, color: INK, leading: 1.15 },
  subtitle: { weight: 'light', size: 15, color: INK },
  name: { weight: 'strong', size: 29, color: INK, leading: 1.15 },
  heading: { weight: 'strong', size: 10.5, color: TENANT },
  office: { weight: 'strong', size: 12, color: INK },
  item: { weight: 'strong', size: 9.5, color: INK, leading: 1.25 },
  text: { weight: 'regular', size: 9.5, color: INK, leading: 1.35 },
  small: { weight: 'regular', size: 8, color: SOFT },
  mark: { weight: 'strong', size: 9, color: INK },
} as const satisfies Readonly<Record<string, Style>>

/** Where a further page begins. */
const TOP = MARGIN + lineHeight(styles.small) * 2

/** Whom a document is made of: its pages from top to bottom, and the tree of what they mean (ISO 32000-1 §14.7). */
export class Sheet {
  readonly pen: Pen
  readonly document: Document
  readonly root: Element
  y = 0
  /** Lowest y that the text of the page may reach. */
  floor = BOTTOM

  constructor(document: Document) {
    this.document = document
    this.pen = new Pen(document)
    this.root = document.struct('Document')
    document.addPage()
    document.addStructure(this.root)
  }

  /** Draws as an element; elements are read aloud in the order in which they are drawn. */
  element(type: string, draw: () => void, { parent = this.root, ...options }: ElementOptions = {}): void {
    parent.add(this.document.struct(type, options, [draw]))
  }

  /** An element that holds others. */
  group(type: string, parent: Element = this.root): Element {
    const group = this.document.struct(type)
    parent.add(group)
    return group
  }

  /** Decoration: drawn, and left out of what is read aloud. */
  artifact(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' })
    draw()
    this.document.endMarkedContent()
  }

  /** A paragraph over the whole width, at the cursor; one that no page could hold becomes two. */
  paragraph(text: string, style: Style, { type = 'P', gap = 0, lang }: { type?: string; gap?: number; lang?: string } = {}): void {
    const height = this.pen.heightOf(text, style, CONTENT)
    if (height > BOTTOM - TOP) {
      const [half, rest] = inTwo(text)
      this.paragraph(half, style, { type, ...(lang !== undefined && { lang }) })
      this.paragraph(rest, style, { type, gap, ...(lang !== undefined && { lang }) })
      return
    }
    this.need(height)
    const write = () => {
      this.y = this.pen.write(text, { x: MARGIN, y: this.y, width: CONTENT, style })
    }
    this.element(type, write, lang === undefined ? {} : { lang })
    this.y += gap
  }

  /** Goes to a further page when what comes has no room on this one. */
  need(height: number): void {
    if (this.y + height > this.floor) this.turn()
  }

  turn(): void {
    this.document.addPage()
    this.y = TOP
    this.floor = BOTTOM
  }
}

/** At the space nearest to the middle, or between two letters. */
function inTwo(text: string): readonly [string, string] {
  const letters = [...text]
  const middle = Math.floor(letters.length / 2)
  const space = letters.indexOf(' ', middle)
  const cut = space === -1 ? middle : space
  return [letters.slice(0, cut).join(''), letters.slice(space === -1 ? cut : cut + 1).join('')]
}

export interface ElementOptions {
  readonly parent?: Element
  readonly alt?: string
  readonly bbox?: [number, number, number, number]
  readonly title?: string
  /** BCP 47, where it is not that of the document. */
  readonly lang?: string
}
