/** A drawing that can be written as SVG and painted as PNG alike: filled outlines on a square, each made of closed polygons. */
export interface Drawing {
  readonly size: number
  readonly shapes: readonly Shape[]
}

export interface Shape {
  readonly fill: Colour
  readonly rings: readonly Ring[]
}

export type Colour = readonly [red: number, green: number, blue: number]
export type Ring = readonly Point[]
export type Point = readonly [x: number, y: number]

export function circle({ x, y, radius }: { x: number; y: number; radius: number }): Ring {
  return around({ x, y, corners: 120, radius: () => radius })
}

/** A rosette: its edge goes in and out that many times. */
export function rosette({ x, y, radius, depth, petals }: { x: number; y: number; radius: number; depth: number; petals: number }): Ring {
  return around({ x, y, corners: petals * 12, radius: (turn) => radius + depth * Math.cos(petals * turn) })
}

export function star({ x, y, radius }: { x: number; y: number; radius: number }): Ring {
  return Array.from({ length: 10 }, (_, corner): Point => {
    const turn = (corner * Math.PI) / 5 - Math.PI / 2
    const length = corner % 2 === 0 ? radius : radius * 0.42
    return [x + length * Math.cos(turn), y + length * Math.sin(turn)]
  })
}

function around({ x, y, corners, radius }: { x: number; y: number; corners: number; radius: (turn: number) => number }): Ring {
  return Array.from({ length: corners }, (_, corner): Point => {
    const turn = (corner * 2 * Math.PI) / corners
    return [x + radius(turn) * Math.cos(turn), y + radius(turn) * Math.sin(turn)]
  })
}
