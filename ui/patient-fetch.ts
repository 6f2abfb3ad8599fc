const MAX_TRIES = 4
const MAX_WAIT_SECONDS = 15

/**
 * Fetches, and asks again when the service was too busy to begin (503 with Retry-After, RFC 9110 §10.2.3, and its code `service.busy`):
 * whoever clicked waits a little longer and is told nothing. After the fourth refusal, or when the wait would be long, the refusal is the
 * answer. Another 503 may have done something before it failed, and is answered at once.
 *
 * @throws DOMException `AbortError` when the signal of `init` says so, also between two tries
 */
export async function patientFetch(address: string, init: RequestInit = {}): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(address, init)
    if (response.status !== 503 || tries === MAX_TRIES) return response
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    if (!(seconds >= 0 && seconds <= MAX_WAIT_SECONDS) || !(await isBusy(response.clone()))) return response
    await pause(seconds * 1000, init.signal ?? undefined)
  }
}

async function isBusy(response: Response): Promise<boolean> {
  const body: unknown = await response.json().catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'service.busy'
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
