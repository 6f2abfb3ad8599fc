import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../scripts/free-port.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'attesta-start-'))
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: undefined, DATABASE_URL: undefined, ATTESTA_DATA: dataDir }

beforeAll(async () => {
  for (const name of ['ISSUER_URL', 'VERIFIER_URL', 'WALLET_URL', 'OIDC_ISSUER']) env[name] = `http://localhost:${await freePort()}`
  env.SMTP_URL = `smtp://localhost:${await freePort()}`
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function start(changes: NodeJS.ProcessEnv = {}, ...words: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', ...words], {
    encoding: 'utf8',
    env: { ...env, ...changes },
    timeout: 60_000,
  })
  return { status, sentence: stderr.trim() }
}

describe('npm start says in one sentence', () => {
  let other: Server
  beforeAll(() => {
    other = createServer()
    return new Promise<void>((done) => other.listen(Number(new URL(env.VERIFIER_URL ?? '').port), '127.0.0.1', done))
  })
  afterAll(() => void other.close())

  test('which port is taken, who wanted it and how to move it', () => {
    const { status, sentence } = start()
    expect(status).toBe(1)
    expect(sentence).toMatch(
      new RegExp(`^Port ${new URL(env.VERIFIER_URL ?? '').port}, wanted by the verifier, .*VERIFIER_URL=.* npm start$`),
    )
  })

  test('which setting is wrong', () => {
    expect(start({ ISSUER_URL: 'localhost' }).sentence).toMatch(/^Setting ISSUER_URL: "localhost" is not an address/)
  })

  test('what it does not understand', () => {
    expect(start({}, '--prot', '80').sentence).toMatch(/^npm start takes one option/)
  })
})

describe('a data folder', () => {
  test('that a living process holds is not started twice', () => {
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' })
    writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ pid: holder.pid, issuer: 'http://localhost:4000' }))
    const { status, sentence } = start()
    holder.kill()
    expect(status).toBe(1)
    expect(sentence).toBe(
      `Attesta is already running on ${dataDir}, at http://localhost:4000 (process ${holder.pid}): stop that one first, with Ctrl-C.`,
    )
  })
})
