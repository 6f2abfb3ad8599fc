import { trustedWorkerUrl } from '../../../ui/trusted-worker.ts'
import type { Argon2 } from '../../storage/slots/password.ts'
import workerUrl from './argon2.worker.ts?worker&url'

/** argon2id in a worker of its own, which gives its memory back when it is done. */
export const argon2: Argon2 = (input) => {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module' })
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<{ hash?: Uint8Array }>) =>
      data.hash === undefined ? reject(new RangeError('argon2id got no memory')) : resolve(data.hash),
    )
    worker.addEventListener('error', reject)
    worker.postMessage(input)
  }).finally(() => worker.terminate())
}
