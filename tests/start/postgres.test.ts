import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { startPostgres } from '../../scripts/postgres/start.ts'

// Really written to the disk, each time: slow where others write too.
vi.setConfig({ testTimeout: 120_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'attesta-postgres-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

test('what was acknowledged is there after a stop and after a kill, and nothing durable is switched off', async () => {
  const first = await startPostgres({ dataDir })
  await query(first.url, 'CREATE TABLE kept (n integer)')
  await query(first.url, 'INSERT INTO kept VALUES (1)')
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    expect(await query(first.url, `SHOW ${setting}`)).toEqual([{ [setting]: 'on' }])
  }
  await first.stop()

  const second = await startPostgres({ dataDir })
  await query(second.url, 'INSERT INTO kept VALUES (2)')
  process.kill(second.pid, 'SIGKILL')
  await second.ended

  const third = await startPostgres({ dataDir })
  expect(await query(third.url, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }])
  await third.stop()
})

test('a server that a killed supervisor left behind gives way to the next', async () => {
  const code = `import { startPostgres } from './scripts/postgres/start.ts'
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    console.log('up')
    setInterval(() => server, 1000)`
  const supervisor = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((up) => supervisor.stdout.once('data', up))
  supervisor.kill('SIGKILL')

  const next = await startPostgres({ dataDir })
  expect(await query(next.url, 'SELECT count(*)::integer AS n FROM kept')).toEqual([{ n: 2 }])
  await next.stop()
})

test('its folder and password are the owner’s, its door is this machine’s and asks for the password', async () => {
  const server = await startPostgres({ dataDir })
  const wrong = server.url.replace(/:[0-9a-f]+@/, ':wrong@')
  const refused = await query(wrong, 'SELECT 1').catch((error: { code?: string }) => error.code)
  const [address] = await query<{ listen_addresses: string }>(server.url, 'SHOW listen_addresses')
  await server.stop()
  expect(refused).toBe('28P01')
  expect(address?.listen_addresses).toBe('127.0.0.1')
  expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(dataDir, 'log'), 'utf8')).not.toContain(new URL(server.url).password)
})
