import type { Attestation, Competence } from '../../credential/attestation/attestation.ts'
import { KINDS } from '../../credential/edc/words.ts'
import { draw, type Style, widthOf, wrap } from './lettering.ts'
import { type PageLanguage, PHRASES } from './phrases.ts'
import { rosette } from './rosette.ts'

/** A4 at 96 points an inch. */
export const PAGE = { width: 794, height: 1123 }

const LEFT = 80
const WIDTH = PAGE.width - 2 * LEFT
const GAP = 34
const COLUMN = (WIDTH - GAP) / 2
/** Where the paragraph on the exam begins at the latest; the competences stand above. */
const COMPETENCES_END = 856

const INK = '#1a2b20'
const GREY = '#5a6772'
const GREEN = '#297a38'

const styles = {
  authority: { size: 12, weight: 'strong', colour: GREEN, spacing: 1.4 },
  body: { size: 19, weight: 'strong', colour: INK },
  small: { size: 11.5, weight: 'regular', colour: GREY },
  kind: { size: 46, weight: 'light', colour: GREEN },
  name: { size: 54, weight: 'strong', colour: INK },
  title: { size: 23, weight: 'regular', colour: INK },
  heading: { size: 12, weight: 'strong', colour: GREEN, spacing: 1.2 },
  competence: { size: 14.5, weight: 'strong', colour: INK },
  text: { size: 13.5, weight: 'regular', colour: INK },
} as const satisfies Readonly<Record<string, Style>>

export interface ComposePageInput {
  readonly attestation: Attestation
  readonly language: PageLanguage
  /** Who seals, as the certificate names it. */
  readonly sealedBy: string
}

/**
 * The certificate as one page, as SVG of outlines only. It is for eyes: what a credential proves is in its data, and a reader compares
 * nothing with this picture.
 */
export function composePage({ attestation, language, sealedBy }: ComposePageInput): string {
  const { kind, title, body, titular, outcome } = attestation
  const { person, competences } = outcome
  const phrases = PHRASES[language]
  const name = `${person.givenName} ${person.familyName}`
  const parts: string[] = [`<rect width="100%" height="100%" fill="#fff"/>`, `<rect width="14" height="100%" fill="${GREEN}"/>`]
  let y = 92
  const write = (text: string, style: Style, leading: number, { width = WIDTH, most = 2 } = {}) => {
    for (const line of atMost(wrap(text, width, style), most)) {
      parts.push(draw(line, LEFT, y, style))
      y += leading
    }
  }

  write(titular.legalName.toUpperCase(), styles.authority, 26)
  write(body.legalName, styles.body, 22)
  write(body.legalBasis, styles.small, 16)
  y += 62
  parts.push(draw(KINDS[kind][language], LEFT, y, styles.kind))
  y += 50
  parts.push(draw(phrases.awardedTo, LEFT, y, styles.text))
  y += 58
  write(name, fitting(name, styles.name), 56)
  y -= 26
  parts.push(draw(phrases.born(person.birthDate), LEFT, y, styles.small))
  y += 50
  write(title[language] ?? title.it, styles.title, 29, { most: 3 })
  y += 16
  parts.push(`<path d="M${LEFT} ${y}h${WIDTH}" stroke="${GREEN}" stroke-width="0.8"/>`)
  y += 34
  if (competences.length > 0) {
    parts.push(draw(phrases.competences.toUpperCase(), LEFT, y, styles.heading))
    parts.push(...columns({ competences, language, top: y + 26 }))
  }

  y = COMPETENCES_END + 30
  write(phrases.judged(attestation), styles.text, 19, { most: 4 })
  y = PAGE.height - 120
  parts.push(draw(phrases.number(attestation), LEFT, y, { ...styles.text, weight: 'strong' }))
  y += 22
  write(phrases.sealedBy(sealedBy), styles.small, 16, { width: WIDTH - 190 })
  if (competences.some(({ demo }) => demo)) write(phrases.demo, { ...styles.small, colour: '#a3382a' }, 16)

  const year = attestation.issuedAt.slice(0, 4)
  const centre = { x: PAGE.width - LEFT - 66, y: PAGE.height - 122 }
  const yearStyle: Style = { size: 27, weight: 'light', colour: GREEN }
  parts.push(rosette({ ...centre, radius: 76, colour: GREEN }))
  parts.push(draw(year, centre.x - widthOf(year, yearStyle) / 2, centre.y + 9, yearStyle))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE.width} ${PAGE.height}">${parts.join('')}</svg>`
}

/** The page has one place for each text; one that is longer says so, and stands whole in the document. */
function atMost(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`]
}

/** A long name is written smaller rather than broken, down to the size of a title. */
function fitting(text: string, style: Style): Style {
  const width = widthOf(text, style)
  return width <= WIDTH ? style : { ...style, size: Math.max(28, (style.size * WIDTH) / width) }
}

interface Columns {
  readonly competences: readonly Competence[]
  readonly language: PageLanguage
  readonly top: number
}

/** Competences in two columns, each with its code and level; what does not fit is counted, never cut without a word. */
function columns({ competences, language, top }: Columns): string[] {
  const { levels, more } = PHRASES[language]
  const blocks = competences.map(({ name, code, repertory, eqfLevel, qnqLevel }) => {
    const level = levels({ ...(eqfLevel === undefined ? {} : { eqf: eqfLevel }), ...(qnqLevel === undefined ? {} : { qnq: qnqLevel }) })
    const origin = [level, code, repertory.name].filter((part) => part !== undefined && part !== '').join(' · ')
    const [title, small] = [wrap(name[language] ?? name.it, COLUMN, styles.competence), wrap(origin, COLUMN, styles.small)]
    return { title, small, height: title.length * 18 + small.length * 15 + 16 }
  })
  const out: string[] = []
  const ends = [top, top]
  let shown = 0
  for (const { title, small, height } of blocks) {
    const column = (ends[0] ?? top) <= (ends[1] ?? top) ? 0 : 1
    let y = ends[column] ?? top
    if (y + height > COMPETENCES_END - 18) break
    const x = LEFT + column * (COLUMN + GAP)
    for (const line of title) {
      out.push(draw(line, x, y, styles.competence))
      y += 18
    }
    for (const line of small) {
      out.push(draw(line, x, y, styles.small))
      y += 15
    }
    ends[column] = y + 16
    shown += 1
  }
  const left = blocks.length - shown
  return left === 0 ? out : [...out, draw(more(left), LEFT, COMPETENCES_END - 4, styles.small)]
}
