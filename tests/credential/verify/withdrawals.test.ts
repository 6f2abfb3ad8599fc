import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { complaints, judge } from './verdict.ts'

const BODY = 'urn:uuid:22222222-2222-4222-8222-222222222222'
const CHAMBER = 'urn:uuid:33333333-3333-4333-8333-333333333333'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})
beforeEach(() => demo.publishWithdrawals({}))

const earlier = (date: Date) => new Date(date.getTime() - 1000).toISOString()
const later = (date: Date) => new Date(date.getTime() + 1000).toISOString()

describe('a recognition that the Region withdrew before its end', () => {
  test('covers no act of the body from then on, whoever signs it', async () => {
    await demo.publishWithdrawals({ [BODY]: moments.issued.toISOString() })
    const result = await judge(demo.sdJwt, demo.world)
    expect(complaints(result)).toContain('recognition: failed recognition.ended')
    expect(result.verdict).toBe('invalid')
    const badge = await judge(JSON.stringify(demo.openBadge), demo.world)
    expect(complaints(badge)).toContain('recognition: failed recognition.ended')
  })

  test('still covers the act of the day before', async () => {
    await demo.publishWithdrawals({ [BODY]: later(moments.issued) })
    expect((await judge(demo.sdJwt, demo.world)).verdict).toBe('valid')
  })

  test('of the Chamber takes the competence to appoint away', async () => {
    await demo.publishWithdrawals({ [CHAMBER]: earlier(moments.appointed) })
    expect(complaints(await judge(demo.sdJwt, demo.world))).toContain('decision: failed decision.chamber-ended')
  })

  test('of the Chamber after it appointed covers no decision that it sealed later', async () => {
    await demo.publishWithdrawals({ [CHAMBER]: later(moments.appointed) })
    expect(complaints(await judge(demo.sdJwt, demo.world))).toContain('decision: failed decision.chamber-ended')
  })
})

describe('a register of withdrawals', () => {
  test.each<[string, () => Promise<void> | void]>([
    ['that is down', () => demo.web.serve(`${origin()}/withdrawals`)],
    ['that is stale', () => demo.publishWithdrawals({}, { exp: new Date(moments.now.getTime() - 3_600_000) })],
    ['of the same Region for another address', () => demo.publishWithdrawals({}, { sub: `${origin()}/altri-ritiri` })],
    ['that is dated tomorrow', () => demo.publishWithdrawals({}, { iat: new Date(moments.now.getTime() + 86_000_000) })],
    ['that somebody else signed', () => demo.publishWithdrawals({}, { by: demo.body })],
    ['that is garbage', () => demo.web.serve(`${origin()}/withdrawals`, 'niente')],
  ])('%s leaves the question open, and an open question is no "yes"', async (_, publish) => {
    await publish()
    const result = await judge(demo.sdJwt, demo.world)
    expect(complaints(result)).toContain('recognition: not-checked recognition.unreachable')
    expect(result.verdict).toBe('unverifiable')
  })

  test('is asked once for body and Chamber', async () => {
    demo.web.asked.length = 0
    await judge(demo.sdJwt, demo.world)
    expect(demo.web.asked.filter((url) => url.endsWith('/withdrawals'))).toHaveLength(1)
  })
})

function origin(): string {
  return demo.statusUrl('token').replace(/\/status\/.*$/, `/org/${demo.region.slug}`)
}
