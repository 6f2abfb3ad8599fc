import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { trustedWorkerUrl } from '../../ui/trusted-worker.ts'

describe('a worker script must be of our own origin', () => {
  beforeEach(() => vi.stubGlobal('location', new URL('https://wallet.example/app')))
  afterEach(() => vi.unstubAllGlobals())

  test.each(['/assets/scan.worker-1.js', 'https://wallet.example/sw.js'])('%s passes', (url) => {
    expect(trustedWorkerUrl(url)).toBe(url)
  })

  test.each(['https://evil.example/x.js', '//evil.example/x.js', 'data:text/javascript,alert(1)', 'blob:https://evil.example/1'])(
    '%s is refused',
    (url) => {
      expect(() => trustedWorkerUrl(url)).toThrow(TypeError)
    },
  )
})
