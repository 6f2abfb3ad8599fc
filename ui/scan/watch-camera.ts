import { nativeReader } from './read-natively.ts'
import { readWithZxing } from './read-with-zxing.ts'

/** What the person can do better: shown as a sentence under the picture. */
export type Hint = 'look' | 'dark' | 'closer'

interface Watch {
  readonly video: HTMLVideoElement
  readonly signal: AbortSignal
  readonly onhint: (hint: Hint) => void
}

/** Time after which zxing helps a browser's own reader that found nothing, and after which we ask to come closer. */
const PATIENCE = 3000

/**
 * Opens the camera into `video` and reads until a QR code is found. The camera is given back whatever happens.
 *
 * @returns the code's text; `undefined` when `signal` stopped it
 * @throws DOMException of getUserMedia: `NotAllowedError`, `NotFoundError`, `NotReadableError`
 */
export async function watchCamera({ video, signal, onhint }: Watch): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  })
  try {
    video.srcObject = stream
    await video.play()
    return await readFrames({ video, signal, onhint })
  } finally {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}

async function readFrames({ video, signal, onhint }: Watch): Promise<string | undefined> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const native = await nativeReader()
  const started = performance.now()
  while (!signal.aborted) {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    if (context !== null && canvas.width > 0) {
      context.drawImage(video, 0, 0)
      const image = context.getImageData(0, 0, canvas.width, canvas.height)
      const late = performance.now() - started > PATIENCE
      const text = (await native?.(image)) ?? (native === undefined || late ? await readWithZxing(image) : undefined)
      if (text !== undefined && text !== '') return text
      onhint(isDark(image) ? 'dark' : late ? 'closer' : 'look')
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return undefined
}

/** Mean green of every 997th pixel: enough to tell a covered lens or a dark room. */
function isDark({ data }: ImageData): boolean {
  let sum = 0
  let seen = 0
  for (let at = 1; at < data.length; at += 4 * 997) {
    sum += data[at] ?? 0
    seen++
  }
  return sum / seen < 40
}
