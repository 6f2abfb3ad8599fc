import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isTooOld } from '../../../verifier/web/lib/kept-answers.ts'

const page = { trust: { issuers: [], sealRoots: [] }, demo: true }
const at = (time: string) => new Date(`2026-11-28T${time}Z`)
const ask = vi.fn<typeof fetch>()

/** Each test has a page of its own. */
async function open() {
  vi.resetModules()
  return (await import('../../../verifier/web/lib/trust-now.ts')).trustNow
}

beforeEach(() => vi.stubGlobal('fetch', ask))
afterEach(() => {
  vi.unstubAllGlobals()
  ask.mockReset()
})

test('a batch asks once, and a tab that stays open asks again', async () => {
  ask.mockImplementation(async () => Response.json(page))
  const trustNow = await open()
  for (const time of ['10:00:00', '10:00:59', '10:01:01']) expect(await trustNow(at(time))).toEqual({ page })
  expect(ask).toHaveBeenCalledTimes(2)
})

test('what the worker kept says since when it is known, and is asked for again', async () => {
  const keptAt = '2026-11-20T10:00:00.000Z'
  ask.mockResolvedValueOnce(Response.json(page, { headers: { 'x-kept-at': keptAt } }))
  const trustNow = await open()
  expect(await trustNow(at('10:00:00'))).toEqual({ page, keptAt })
  ask.mockResolvedValueOnce(Response.json(page))
  expect(await trustNow(at('10:00:01'))).toEqual({ page })
})

test('where nobody answers any more, an open tab says when it was last told', async () => {
  ask.mockResolvedValueOnce(Response.json(page)).mockRejectedValue(new TypeError('Failed to fetch'))
  const trustNow = await open()
  await trustNow(at('10:00:00'))
  expect(await trustNow(at('12:00:00'))).toEqual({ page, keptAt: '2026-11-28T10:00:00.000Z' })
})

test('a refusal of the service is its answer, whatever was known before', async () => {
  ask.mockResolvedValueOnce(Response.json(page)).mockResolvedValue(Response.json({ code: 'request.too-many' }, { status: 429 }))
  const trustNow = await open()
  await trustNow(at('10:00:00'))
  await expect(trustNow(at('12:00:00'))).rejects.toMatchObject({ code: 'request.too-many' })
})

test('thirty days are the limit, and what has no date is older', () => {
  expect(isTooOld('2026-10-29T12:00:01.000Z', at('12:00:00'))).toBe(false)
  expect(isTooOld('2026-10-29T12:00:00.000Z', at('12:00:00'))).toBe(true)
  expect(isTooOld('', at('12:00:00'))).toBe(true)
})
