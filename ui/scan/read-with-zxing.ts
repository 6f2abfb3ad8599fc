import { trustedWorkerUrl } from '../trusted-worker.ts'
import workerUrl from './scan.worker.ts?worker&url'

let worker: Worker | undefined
let count = 0

/** Reads a QR code from a picture with zxing, in a worker that is fetched at the first use. */
export function readWithZxing(image: ImageData): Promise<string | undefined> {
  worker ??= new Worker(trustedWorkerUrl(workerUrl), { type: 'module' })
  const reader = worker
  const id = ++count
  return new Promise((resolve, reject) => {
    function answer({ data }: MessageEvent<{ id: number; text?: string }>) {
      if (data.id !== id) return
      reader.removeEventListener('message', answer)
      resolve(data.text)
    }
    reader.addEventListener('message', answer)
    reader.addEventListener('error', reject, { once: true })
    reader.postMessage({ id, image })
  })
}
