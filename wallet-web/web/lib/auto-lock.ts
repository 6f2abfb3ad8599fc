const IDLE_MS = 5 * 60_000
const CHANNEL = 'attesta-wallet'
const TOUCHES = ['pointerdown', 'keydown', 'scroll'] as const

/**
 * Locks after five minutes without a touch, when the page goes away, and when another tab locks (web.md §3.2).
 *
 * @returns `stop`; `lockEverywhere` also tells the other tabs
 */
export function autoLock({ lock }: { lock: () => void }): { readonly stop: () => void; readonly lockEverywhere: () => void } {
  const channel = new BroadcastChannel(CHANNEL)
  let timer = setTimeout(lock, IDLE_MS)
  const touched = () => {
    clearTimeout(timer)
    timer = setTimeout(lock, IDLE_MS)
  }
  channel.onmessage = () => lock()
  for (const touch of TOUCHES) addEventListener(touch, touched, { passive: true })
  addEventListener('pagehide', lock)
  return {
    stop() {
      clearTimeout(timer)
      channel.close()
      for (const touch of TOUCHES) removeEventListener(touch, touched)
      removeEventListener('pagehide', lock)
    },
    lockEverywhere() {
      channel.postMessage('lock')
      lock()
    },
  }
}
