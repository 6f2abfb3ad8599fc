import { createHash } from 'node:crypto'
import { type Colour, circle, type Drawing, rosette, star } from './drawing.ts'
import { paintPng } from './paint-png.ts'
import { writeSvg } from './write-svg.ts'

export interface BodyPicture {
  readonly svg: string
  readonly png: Uint8Array
  /** Of the SVG: the last part of its address, so that the picture of a badge cannot be changed behind it. */
  readonly digest: string
}

export const PICTURE_PATH = '/badges/pictures/'

const SIZE = 480
/** Little words that are no initials. */
const SMALL = /^(di|de|del|della|dei|degli|delle|e|il|lo|la|per|l|d)$/i
/** Dark enough for white letters on them (WCAG 1.4.3, 4.5:1), and apart from one another. */
const COLOURS: readonly Colour[] = [
  [41, 122, 56],
  [0, 82, 155],
  [122, 44, 99],
  [148, 62, 20],
  [0, 105, 108],
  [86, 61, 142],
]
const WHITE: Colour = [255, 255, 255]
const GOLD: Colour = [214, 168, 62]

const made = new Map<string, Promise<BodyPicture>>()

export interface PictureOfInput {
  readonly slug: string
  readonly name: string
}

/** The picture of the badges of a body: its initials on a rosette in its colour. Made once in the life of a process, and always the same. */
export function pictureOf({ slug, name }: PictureOfInput): Promise<BodyPicture> {
  const key = `${slug} ${name}`
  const known = made.get(key) ?? make({ slug, name })
  made.set(key, known)
  return known
}

async function make({ slug, name }: PictureOfInput): Promise<BodyPicture> {
  const drawing = await draw({ slug, name })
  const svg = writeSvg({ drawing, title: `Badge di ${name}` })
  return { svg, png: paintPng(drawing), digest: createHash('sha256').update(svg).digest('hex').slice(0, 32) }
}

async function draw({ slug, name }: PictureOfInput): Promise<Drawing> {
  // Reading fonts is a megabyte of code, which an issuer that starts does not wait for.
  const { letters } = await import('./letters.ts')
  const colour = COLOURS[createHash('sha256').update(slug).digest().readUInt16BE(0) % COLOURS.length] ?? WHITE
  const dark = colour.map((channel) => Math.round(channel * 0.7)) as unknown as Colour
  const centre = { x: SIZE / 2, y: 205 }
  const tail = (side: 1 | -1) =>
    [
      [SIZE / 2 + side * 30, 300],
      [SIZE / 2 + side * 125, 300],
      [SIZE / 2 + side * 165, 462],
      [SIZE / 2 + side * 108, 436],
      [SIZE / 2 + side * 62, 470],
    ] as const
  return {
    size: SIZE,
    shapes: [
      { fill: dark, rings: [tail(1), tail(-1)] },
      { fill: colour, rings: [rosette({ ...centre, radius: 184, depth: 7, petals: 28 })] },
      { fill: GOLD, rings: [circle({ ...centre, radius: 158 })] },
      { fill: WHITE, rings: [circle({ ...centre, radius: 152 })] },
      { fill: colour, rings: [circle({ ...centre, radius: 144 })] },
      {
        fill: GOLD,
        rings: [-60, 0, 60].map((x) => star({ x: centre.x + x, y: centre.y - (x === 0 ? 100 : 86), radius: x === 0 ? 19 : 15 })),
      },
      { fill: WHITE, rings: letters({ text: initialsOf(name), x: centre.x, y: centre.y + 12, width: 210, height: 92 }) },
      {
        fill: GOLD,
        rings: [
          [
            [centre.x - 85, centre.y + 92],
            [centre.x + 85, centre.y + 92],
            [centre.x + 85, centre.y + 97],
            [centre.x - 85, centre.y + 97],
          ],
        ],
      },
    ],
  }
}

function initialsOf(name: string): string {
  const words = name
    .replace(/\(.*\)/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SMALL.test(word))
  return (
    words
      .slice(0, 3)
      .map((word) => word.charAt(0).toUpperCase())
      .join('') || 'A'
  )
}
