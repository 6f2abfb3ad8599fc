import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** Without work for so long, the painter's thread and its memory are given back. */
const IDLE_MS = 60_000

/** The thread's whole program: in a text of its own, so that it runs the same from the sources and from a bundle. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads')
const { initWasm, Resvg } = require(workerData.library)
const ready = require('node:fs/promises').readFile(workerData.binary).then(initWasm)
parentPort.on('message', async ({ job, drawing, width }) => {
  try {
    await ready
    const resvg = new Resvg(drawing, { fitTo: { mode: 'width', value: width } })
    const image = resvg.render()
    parentPort.postMessage({ job, png: image.asPng() })
    image.free()
    resvg.free()
  } catch {
    parentPort.postMessage({ job })
  }
})
`

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
  worker.on('message', ({ job, png }: { job: number; png?: Uint8Array }) => {
    const asked = started.jobs.get(job)
    started.jobs.delete(job)
    if (png === undefined) asked?.reject(new Error('the picture could not be painted'))
    else asked?.resolve(png)
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
