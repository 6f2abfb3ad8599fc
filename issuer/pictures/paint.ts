import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { type IndexedPicture, writeIndexedPng } from './write-indexed-png.ts'

/** Without work for so long, the painter's thread and its memory are given back. */
const IDLE_MS = 60_000

/**
 * The thread's whole program: in a text of its own, so that it runs the same from the sources and from a bundle. A picture of letters has few
 * colours that an eye tells apart: with a table of them (PNG §11.2.3) it is a third as large. Of colours that are nearly one, the commonest
 * stands for all; what lets something behind it through is left as it is.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads')
const { deflateSync } = require('node:zlib')
const { initWasm, Resvg } = require(workerData.library)
const ready = require('node:fs/promises').readFile(workerData.binary).then(initWasm)

parentPort.on('message', async ({ job, drawing, width }) => {
  try {
    await ready
    const resvg = new Resvg(drawing, { fitTo: { mode: 'width', value: width } })
    const image = resvg.render()
    parentPort.postMessage({ job, picture: indexed(image) ?? { png: image.asPng() } })
    image.free()
    resvg.free()
  } catch {
    parentPort.postMessage({ job })
  }
})

function indexed({ width, height, pixels }) {
  const points = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)
  const counts = new Map()
  for (let from = 0, to = 0; from < points.length; from = to) {
    const colour = points[from]
    while (points[to] === colour) to++
    counts.set(colour, (counts.get(colour) ?? 0) + to - from)
  }
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a))
  if (colours.some((colour) => colour >>> 24 !== 255)) return undefined
  const { table, places } = tableOf(colours)
  const rows = new Uint8Array((width + 1) * height)
  for (let y = 0, at = 0, last, place; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (points[at] !== last) place = places.get((last = points[at]))
      rows[at + y + 1] = place
    }
  }
  const palette = Uint8Array.from(table.flatMap((colour) => [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255]))
  return { width, height, palette, rows: deflateSync(rows) }
}

function tableOf(colours) {
  for (let bits = 0; ; bits++) {
    const alike = (255 << bits) & 255
    const mask = alike | (alike << 8) | (alike << 16)
    const numbers = new Map()
    const table = []
    for (const colour of colours) if (!numbers.has(colour & mask)) numbers.set(colour & mask, table.push(colour) - 1)
    if (table.length <= 256) return { table, places: new Map(colours.map((colour) => [colour, numbers.get(colour & mask)])) }
  }
}
`

/** As it comes from the thread. */
type Painted = { readonly png: Uint8Array } | IndexedPicture

interface Painter {
  readonly worker: Worker
  readonly jobs: Map<number, { resolve: (png: Uint8Array) => void; reject: (error: Error) => void }>
  idle?: NodeJS.Timeout
}

let painter: Painter | undefined
let last = 0

/**
 * Paints a drawing (SVG) as PNG, `width` points across. In a thread of its own: compiling the painter and painting the first page take a
 * second of processor time, in which nobody else would be answered.
 */
export function paint({ drawing, width }: { drawing: string; width: number }): Promise<Uint8Array> {
  painter ??= start()
  const { worker, jobs, idle } = painter
  clearTimeout(idle)
  last += 1
  const job = last
  return new Promise((resolve, reject) => {
    jobs.set(job, { resolve, reject })
    worker.ref()
    worker.postMessage({ job, drawing, width })
  })
}

function start(): Painter {
  const { resolve } = createRequire(import.meta.url)
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { library: resolve('@resvg/resvg-wasm'), binary: resolve('@resvg/resvg-wasm/index_bg.wasm') },
  })
  const started: Painter = { worker, jobs: new Map() }
  worker.on('message', ({ job, picture }: { job: number; picture?: Painted }) => {
    const asked = started.jobs.get(job)
    started.jobs.delete(job)
    if (picture === undefined) asked?.reject(new Error('the picture could not be painted'))
    else asked?.resolve('png' in picture ? picture.png : writeIndexedPng(picture))
    if (started.jobs.size > 0) return
    // A process that has nothing else to do may end.
    worker.unref()
    started.idle = setTimeout(() => stop(started, new Error('idle')), IDLE_MS).unref()
  })
  worker.on('error', (error) => stop(started, error))
  worker.on('exit', () => stop(started, new Error('the painter ended')))
  return started
}

/** The next picture begins with a new thread. */
function stop(stopped: Painter, why: Error): void {
  if (painter === stopped) painter = undefined
  clearTimeout(stopped.idle)
  for (const { reject } of stopped.jobs.values()) reject(why)
  stopped.jobs.clear()
  stopped.worker.terminate()
}
