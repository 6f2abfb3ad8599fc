import { spawnSync } from 'node:child_process'

export interface Picture {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly data: Uint8ClampedArray
}

export interface Camera {
  readonly dotsPerInch: number
  /** Degrees by which the paper lies askew. */
  readonly askew?: number
  /** Standard deviation of the blur, in pixels. */
  readonly blur?: number
  /** Largest deviation of a pixel's brightness. */
  readonly noise?: number
}

/** The first page as a phone's camera would see it: at some distance, askew, a little out of focus, in uneven light. */
export function photograph(file: string, { dotsPerInch, askew = 0, blur = 0, noise = 0 }: Camera): Picture {
  const { stdout } = spawnSync('pdftoppm', ['-r', String(dotsPerInch), '-gray', '-f', '1', '-l', '1', file], {
    maxBuffer: 256 * 1024 * 1024,
  })
  const page = readPgm(stdout)
  const seen = askew === 0 ? page : turn(page, askew)
  const soft = blur === 0 ? seen : soften(soften(seen, blur, 'across'), blur, 'down')
  const data = new Uint8ClampedArray(soft.width * soft.height * 4)
  let seed = 7
  for (const [index, light] of soft.luma.entries()) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    const shade = 0.75 + (0.25 * (index % soft.width)) / soft.width
    const seenLight = light * shade + noise * (seed / 0x7fffffff - 0.5) * 2
    data.set([seenLight, seenLight, seenLight, 255], index * 4)
  }
  return { width: soft.width, height: soft.height, data }
}

interface Gray {
  readonly width: number
  readonly height: number
  readonly luma: Float32Array
}

function readPgm(bytes: Buffer): Gray {
  const [, width = 0, height = 0] = (/^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1')) ?? []).map(Number)
  return { width, height, luma: Float32Array.from(bytes.subarray(bytes.length - width * height)) }
}

function turn({ width, height, luma }: Gray, degrees: number): Gray {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const turned = new Float32Array(width * height).fill(160)
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 160 : (luma[y * width + x] ?? 160))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2]
      const [u, v] = [cos * dx + sin * dy + width / 2, -sin * dx + cos * dy + height / 2]
      const [left, top] = [Math.floor(u), Math.floor(v)]
      const [fx, fy] = [u - left, v - top]
      const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx
      turned[y * width + x] = upper * (1 - fy) + (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy
    }
  }
  return { width, height, luma: turned }
}

function soften({ width, height, luma }: Gray, sigma: number, way: 'across' | 'down'): Gray {
  const reach = Math.ceil(sigma * 3)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2)))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const soft = new Float32Array(luma.length)
  const [step, length, lines, next] = way === 'across' ? [1, width, height, width] : [width, height, width, 1]
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < length; at += 1) {
      let sum = 0
      for (let k = -reach; k <= reach; k += 1) {
        const near = Math.min(length - 1, Math.max(0, at + k))
        sum += (luma[line * next + near * step] ?? 0) * (weights[k + reach] ?? 0)
      }
      soft[line * next + at * step] = sum / whole
    }
  }
  return { width, height, luma: soft }
}
