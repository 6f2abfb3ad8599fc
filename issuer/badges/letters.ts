import type { PathCommand } from 'fontkit'
import { facesOf } from '../pdf/fonts.ts'
import type { Point, Ring } from './drawing.ts'

/** Steps of a curve of a letter: at this size nobody sees its corners. */
const STEPS = 10

/** The outlines of some letters, centred at a point and as large as the box allows. */
export function letters({
  text,
  x,
  y,
  width,
  height,
}: {
  text: string
  x: number
  y: number
  width: number
  height: number
}): readonly Ring[] {
  const font = facesOf('strong')[0]?.font
  if (font === undefined) return []
  const { glyphs, advanceWidth } = font.layout(text)
  const capital = font.capHeight
  const scale = Math.min(width / advanceWidth, height / capital)
  let pen = x - (advanceWidth * scale) / 2
  return glyphs.flatMap((glyph) => {
    const rings = outline(glyph.path.commands, ([px, py]) => [pen + px * scale, y + (capital / 2 - py) * scale])
    pen += glyph.advanceWidth * scale
    return rings
  })
}

function outline(commands: readonly PathCommand[], place: (point: Point) => Point): Ring[] {
  const rings: Point[][] = []
  let at: Point = [0, 0]
  for (const { command, args } of commands) {
    const points = Array.from({ length: args.length / 2 }, (_, index): Point => [args[index * 2] ?? 0, args[index * 2 + 1] ?? 0])
    if (command === 'moveTo') rings.push([])
    const controls = [at, ...points]
    const end = points.at(-1)
    if (end === undefined) continue
    const steps = points.length === 1 ? 1 : STEPS
    for (let step = 1; step <= steps; step++) rings.at(-1)?.push(place(bezier(controls, step / steps, command === 'moveTo')))
    at = end
  }
  return rings
}

/** De Casteljau: the point of a curve of any degree. */
function bezier(controls: readonly Point[], share: number, isMove: boolean): Point {
  if (isMove) return controls.at(-1) ?? [0, 0]
  let points = controls
  while (points.length > 1) {
    points = points.slice(1).map(([x, y], index): Point => {
      const [px, py] = points[index] ?? [0, 0]
      return [px + (x - px) * share, py + (y - py) * share]
    })
  }
  return points[0] ?? [0, 0]
}
