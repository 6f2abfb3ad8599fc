/** An ornament of fine lines that cross, as old certificates have it; it proves nothing, the seal does. */
export function rosette({ x, y, radius, colour }: { x: number; y: number; radius: number; colour: string }): string {
  const rings = [0, 1, 2, 3, 4, 5].map((turn) => ring({ x, y, radius: radius * 0.86, wave: 0.13, turns: 12, phase: (turn * Math.PI) / 36 }))
  const inner = [0, 1, 2].map((turn) => ring({ x, y, radius: radius * 0.6, wave: 0.08, turns: 18, phase: (turn * Math.PI) / 27 }))
  return `<g fill="none" stroke="${colour}" stroke-width="0.6">${[...rings, ...inner].join('')}<circle cx="${x}" cy="${y}" r="${radius * 0.5}" stroke-width="0.9"/></g>`
}

interface Ring {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** How far the line swings, as a part of the radius. */
  readonly wave: number
  readonly turns: number
  readonly phase: number
}

function ring({ x, y, radius, wave, turns, phase }: Ring): string {
  const points = Array.from({ length: 361 }, (_, degree) => {
    const angle = (degree * Math.PI) / 180
    const distance = radius * (1 + wave * Math.sin(turns * (angle + phase)))
    return `${(x + distance * Math.cos(angle)).toFixed(2)} ${(y + distance * Math.sin(angle)).toFixed(2)}`
  })
  return `<path d="M${points.join('L')}Z"/>`
}
