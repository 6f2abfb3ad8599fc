import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellElapsed } from '../../scripts/elapsed.mjs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function said({ isTTY, seconds }: { isTTY: boolean; seconds: number }): string {
  let text = ''
  const over = tellElapsed({ what: 'Working …', out: { isTTY, write: (more: string) => (text += more) } })
  vi.advanceTimersByTime(seconds * 1000)
  over()
  vi.advanceTimersByTime(60_000)
  return text
}

test('a terminal sees one line that counts, and then none', () => {
  expect(said({ isTTY: true, seconds: 2 })).toBe('Working …\rWorking … 1 s\rWorking … 2 s\r\u001b[K')
})

test('a log gets a line every 15 seconds', () => {
  expect(said({ isTTY: false, seconds: 44 })).toBe('Working …\nWorking … 15 s\nWorking … 30 s\n')
})
