import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openService, type Service } from '../service.ts'

describe('the rules over HTTP', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service.close())

  test('whoever is logged in reads the list, one pack in words and what sets two apart; nobody else does', async () => {
    const region = await service.as('region-1')
    const { body } = await region.get('/api/rule-packs')
    const names = ['lazio-demo-2024', 'lombardia-demo-2024', 'sicilia-demo-2024', 'toscana-demo-2024']
    expect(body).toMatchObject({ items: names.map((id) => ({ id, version: '1' })) })

    const exception = expect.objectContaining({ section: 'exceptions', id: 'request-commission-by-exception' })
    expect((await region.get('/api/rule-packs/lazio-demo-2024/1')).body).toMatchObject({ rules: expect.arrayContaining([exception]) })

    const pair = 'before=lombardia-demo-2024&beforeVersion=1&after=sicilia-demo-2024&afterVersion=1'
    const differences = expect.arrayContaining([expect.objectContaining({ id: 'appointedBy' })])
    expect((await region.get(`/api/rule-packs/diff?${pair}`)).body).toMatchObject({ differences })
    expect(await region.get(`/api/rule-packs/diff?${pair.replace('sicilia', 'nessuna')}`)).toMatchObject({
      status: 404,
      body: { code: 'rule-pack.not-there' },
    })

    expect((await fetch(`${service.issuerUrl}/api/rule-packs`)).status).toBe(401)
  })
})
