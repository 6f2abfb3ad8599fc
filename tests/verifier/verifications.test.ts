import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { createVerifier } from '../../verifier/app.ts'
import { type DemoWorld, demoWorld, moments } from '../fixtures/demo-world.ts'

const MB = 1024 * 1024
const agent = new Agent({ keepAlive: true })

let app: App
let demo: DemoWorld

beforeAll(async () => {
  demo = await demoWorld()
  app = await createVerifier({
    config: loadConfig({ LOG_LEVEL: 'silent' }),
    world: {
      // Never asked: verifying keeps nothing.
      pool: new pg.Pool(),
      now: () => moments.now,
      fetch: demo.web.fetch,
      trust: demo.trust,
      settings: {
        verifierUrl: 'http://localhost:4001',
        walletUrl: 'http://localhost:4002',
        clientName: 'Impresa',
        demo: true,
        demoDocuments: '',
      },
    },
  })
})
afterAll(async () => {
  agent.destroy()
  await app.close()
})

const post = (payload: string | Buffer | Readable, type: string) =>
  app.inject({ method: 'POST', url: '/api/verifications', headers: { 'content-type': type }, payload })

const BOUNDARY = 'confine-tra-i-file'
const FORM = `multipart/form-data; boundary=${BOUNDARY}`

function part(content: string | Buffer, fileName: string): Buffer {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="f"; filename="${fileName}"\r\n\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')])
}

const END = Buffer.from(`--${BOUNDARY}--\r\n`)

function form(...contents: (string | Buffer)[]): Buffer {
  return Buffer.concat([...contents.map((content, index) => part(content, `${index}.txt`)), END])
}

describe('files whose registry is silent', () => {
  test('are all answered, and after a while nobody waits for it any more', async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      await new Promise((wait) => setTimeout(wait, 40))
      throw new TypeError('no answer')
    }
    const settings = { verifierUrl: 'http://localhost:4001', walletUrl: '', clientName: 'Impresa', demo: true, demoDocuments: '' }
    const slow = await createVerifier({
      config: loadConfig({ LOG_LEVEL: 'silent' }),
      world: { pool: new pg.Pool(), now: () => moments.now, fetch, trust: demo.trust, settings, judgingMs: 60 },
    })
    const { statusCode, body } = await slow.inject({
      method: 'POST',
      url: '/api/verifications',
      headers: { 'content-type': FORM.replace('multipart/form-data', 'Multipart/Form-Data') },
      payload: form(...Array<string>(20).fill(demo.sdJwt)),
    })
    await slow.close()
    const { results } = JSON.parse(body)
    expect([statusCode, results.length]).toEqual([200, 20])
    expect(new Set(results.map(({ verdict }: { verdict: string }) => verdict))).toEqual(new Set(['unverifiable']))
    expect(asked).toBeLessThan(20) // each of them would ask at least once
  })
})

describe('the document that is the body', () => {
  test('is judged', async () => {
    const { statusCode, body } = await post(demo.sdJwt, 'application/dc+sd-jwt')
    expect(statusCode).toBe(200)
    expect(JSON.parse(body)).toMatchObject({ verdict: 'valid', renderingOf: demo.digest })
  })

  test('is judged when it is garbage too: it is not valid, and its format failed', async () => {
    const { statusCode, body } = await post(Buffer.from([0, 255, 17, 3]), 'application/pdf')
    expect(statusCode).toBe(200)
    expect(JSON.parse(body)).toMatchObject({
      verdict: 'invalid',
      checks: expect.arrayContaining([expect.objectContaining({ id: 'format', outcome: 'failed' })]),
    })
  })

  test.each([
    ['nothing', '', 400, 'document.empty'],
    ['more than 5 MB', 'x'.repeat(5 * MB + 1), 413, 'document.too-large'],
  ])('is refused when it is %s', async (_, payload, status, code) => {
    const response = await post(payload, 'text/plain')
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect([response.statusCode, response.json()]).toMatchObject([status, { code, status, it: expect.any(String), en: expect.any(String) }])
  })
})

describe('several files', () => {
  test('are judged each as it arrives: the first before the second was sent', async () => {
    await calm()
    const { request, answer } = await send()
    demo.web.asked.length = 0
    request.write(part(demo.sdJwt, 'uno.txt'))
    request.write(`--${BOUNDARY}\r\n`)
    await expect.poll(() => demo.web.asked, { timeout: 20_000 }).toContain(demo.statusUrl('token'))
    request.end(`content-disposition: form-data; name="f"; filename="due.txt"\r\n\r\nx\r\n--${BOUNDARY}--\r\n`)
    expect(JSON.parse(await answer).results).toMatchObject([{ verdict: 'valid' }, { verdict: 'invalid' }])
  })

  test('are judged, each by itself', async () => {
    const response = await post(form(demo.sdJwt, 'garbage'), FORM)
    const { results } = response.json<{ results: { verdict: string; fileName: string }[] }>()
    expect(results.map(({ verdict, fileName }) => [fileName, verdict])).toEqual([
      ['0.txt', 'valid'],
      ['1.txt', 'invalid'],
    ])
  })

  test('are compared with the person whom a field before them names, and nobody is told who it is', async () => {
    const field = (value: string) => Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="recipient"\r\n\r\n${value}\r\n`)
    const asked = async (value: string) => (await post(Buffer.concat([field(value), form(demo.sdJwt, demo.sdJwt)]), FORM)).body
    const { results } = JSON.parse(await asked("Niccolò D'Agostò"))
    expect(results.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['valid', 'valid'])
    const other = await asked('Zaccaria Inesistente')
    expect(JSON.parse(other).results[0]).toMatchObject({ verdict: 'invalid' })
    expect(other).not.toContain('Zaccaria')
    const late = await post(Buffer.concat([part(demo.sdJwt, '0.txt'), field('x'), END]), FORM)
    expect([late.statusCode, late.json().code]).toEqual([400, 'body.recipient'])
    const long = await post(Buffer.concat([field('x'.repeat(1001)), form(demo.sdJwt)]), FORM)
    expect([long.statusCode, long.json().code]).toEqual([400, 'body.recipient'])
  })

  test('that are one act in two forms are told to be one', async () => {
    const response = await post(form('garbage', demo.sdJwt, JSON.stringify(demo.openBadge)), FORM)
    const { results } = response.json<{ results: { verdict: string; sameActAs?: number }[] }>()
    expect(results.map(({ verdict, sameActAs }) => [verdict, sameActAs])).toEqual([
      ['invalid', undefined],
      ['valid', undefined],
      ['valid', 1],
    ])
  })

  test.each([
    ['no boundary', 'multipart/form-data', 'garbage'],
    ['an empty boundary', 'multipart/form-data; boundary=', 'garbage'],
    ['garbage for a form', 'multipart/form-data; boundary=x', 'garbage'],
    ['a form cut off in the headers of a file', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-da'],
    [
      'a form cut off inside a file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="a"; filename="a.txt"\r\n\r\nhalf a docu',
    ],
    [
      'a form cut off after the first of two files',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="a"; filename="a.txt"\r\n\r\nwhole\r\n--x\r\ncontent-disp',
    ],
  ])('in %s are refused, and not called large or a fault of ours', async (_, type, payload) => {
    const response = await post(payload, type)
    expect([response.statusCode, response.json().code]).toEqual([400, 'body.multipart-malformed'])
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ it: expect.any(String), en: expect.any(String) })
  })

  test.each<[string, () => Buffer, string, number]>([
    ['one of them has more than 5 MB', () => form('x', Buffer.alloc(5 * MB + 1)), 'document.too-large', 5],
    [
      'they have more than 25 MB together',
      () => form(...Array.from({ length: 6 }, () => Buffer.alloc(4.5 * MB))),
      'document.too-large-together',
      25,
    ],
    ['they are more than fifty', () => form(...Array.from({ length: 51 }, () => 'x')), 'document.too-many', 50],
  ])('are refused when %s, whether their length was told or not', async (_, payload, code, limit) => {
    for (const body of [payload(), Readable.from([payload()])]) {
      await calm()
      const response = await post(body, FORM)
      expect([response.statusCode, response.json()]).toMatchObject([
        413,
        { code, facts: { limit }, it: expect.stringContaining(`${limit}`) },
      ])
      expect(response.json().en).toContain(`${limit}`)
    }
  })

  test('of 5 MB each are judged up to 25 MB', async () => {
    await calm()
    const response = await post(Readable.from([form(...Array.from({ length: 5 }, () => Buffer.alloc(5 * MB)))]), FORM)
    expect([response.statusCode, response.json().results?.length]).toEqual([200, 5])
  })

  test('that do not end are refused at the limit, and what still comes is let go', async () => {
    await calm()
    const { request, answer } = await send()
    let sending = true
    answer.finally(() => {
      sending = false
    })
    request.write(part('x', '0.txt').subarray(0, -3))
    while (sending && request.writable) await new Promise((resolve) => request.write(Buffer.alloc(MB), resolve))
    expect(JSON.parse(await answer)).toMatchObject({ code: 'document.too-large' })
    for (let more = 0; more < 20; more++) await new Promise((resolve) => request.write(Buffer.alloc(MB), resolve))
    request.destroy()
  })
})

/** Large bodies leave the service out of breath on a busy machine: it says so, by the second, until it has looked at itself again. */
async function calm(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await expect.poll(() => app.isUnderPressure(), { timeout: 30_000, interval: 200 }).toBe(false)
}

/** A form on the wire, sent piece by piece. */
async function send(): Promise<{ request: ClientRequest; answer: Promise<string> }> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const headers = { 'content-type': FORM }
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/api/verifications', headers, agent })
  const answer = new Promise<string>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response: IncomingMessage) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
  })
  return { request, answer }
}
