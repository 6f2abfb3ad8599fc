import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openService, type Service } from '../service.ts'
import { UNVERSIONED } from './unversioned.ts'

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly required?: readonly string[] } }>> }
}

let service: Service
beforeAll(async () => {
  service = await openService()
})
afterAll(() => service.close())

describe('every write of the console', () => {
  test('is on a version of what was looked at, or stands with the reason why it needs none', async () => {
    const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
    const writes = Object.entries(paths as Record<string, Record<string, Operation>>).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) =>
        method === 'get' || !path.startsWith('/api/') ? [] : [{ name: `${method.toUpperCase()} ${path}`, operation }],
      ),
    )
    expect(writes.length).toBeGreaterThan(80)
    const onVersion = ({ parameters = [], requestBody }: Operation) =>
      parameters.some(({ name, in: place }) => place === 'header' && name === 'if-match') ||
      Object.values(requestBody?.content ?? {}).some(({ schema }) => schema.required?.includes('version'))
    const without = writes.filter(({ operation }) => !onVersion(operation)).map(({ name }) => name)
    expect(without.filter((name) => !(name in UNVERSIONED))).toEqual([])
    // And no reason stands for a write that is on a version, or is no more.
    expect(Object.keys(UNVERSIONED).filter((name) => !without.includes(name))).toEqual([])
  })
})
