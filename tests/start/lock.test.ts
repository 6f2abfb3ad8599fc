import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockData } from '../../scripts/start/lock.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'attesta-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const file = () => join(dataDir, 'running.json')
const lock = () => lockData({ dataDir, issuer: 'http://localhost:4000' })

test('is let go of when the process ends', () => {
  const unlock = lock()
  expect(existsSync(file())).toBe(true)
  unlock()
  expect(existsSync(file())).toBe(false)
})

test.each([
  ['was killed', JSON.stringify({ pid: spawnSync(process.execPath, ['-e', '']).pid, issuer: 'x' })],
  ['has a number that now is another program’s', JSON.stringify({ pid: 1, issuer: 'x' })],
  ['wrote half a file', '{"pid":'],
])('of a holder that %s is taken over', (_, text) => {
  writeFileSync(file(), text)
  lock()()
  expect(existsSync(file())).toBe(false)
})
