import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { patientFetch } from '../../ui/patient-fetch.ts'

let server: Server
afterEach(() => new Promise<unknown>((resolve) => server.close(resolve)))

interface Answer {
  readonly status: number
  readonly retryAfter?: string
  readonly code?: string
}

/** Answers as told, one answer a request, the last for ever; how often it was asked. */
async function service(...answers: readonly Answer[]): Promise<{ address: string; asked: () => number }> {
  let asked = 0
  server = createServer((_request, response) => {
    const { status, retryAfter, code = 'service.busy' }: Answer = answers[Math.min(asked++, answers.length - 1)] ?? { status: 500 }
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(JSON.stringify({ code }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked }
}

describe('a service that is too busy', () => {
  test('is asked again, and its answer is the answer', async () => {
    const { address, asked } = await service({ status: 503, retryAfter: '0' }, { status: 503, retryAfter: '0' }, { status: 200 })
    expect((await patientFetch(address)).status).toBe(200)
    expect(asked()).toBe(3)
  })

  test('is left alone after the fourth refusal, which can still be read', async () => {
    const { address, asked } = await service({ status: 503, retryAfter: '0' })
    const response = await patientFetch(address)
    expect([response.status, await response.text(), asked()]).toEqual([503, '{"code":"service.busy"}', 4])
  })

  test.each<[string, Answer]>([
    ['says no time', { status: 503 }],
    ['wants a long wait', { status: 503, retryAfter: '3600' }],
    ['names a date', { status: 503, retryAfter: 'Sat, 28 Nov 2026 12:00:00 GMT' }],
    ['refuses for another reason', { status: 409, retryAfter: '0' }],
    ['failed after it had begun', { status: 503, retryAfter: '0', code: 'service.not-ready' }],
  ])('is asked once when it %s', async (_name, answer) => {
    const { address, asked } = await service(answer)
    expect((await patientFetch(address)).status).toBe(answer.status)
    expect(asked()).toBe(1)
  })

  test('is not waited for by who has gone away', async () => {
    const { address, asked } = await service({ status: 503, retryAfter: '15' })
    const leaving = new AbortController()
    const answer = patientFetch(address, { signal: leaving.signal })
    while (asked() === 0) await new Promise(setImmediate)
    setTimeout(() => leaving.abort(), 0)
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked()).toBe(1)
  })
})
