import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { TrustedIssuer, World } from '../../../credential/verify/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { demoWeb } from '../../fixtures/demo-web.ts'
import { check, complaints } from './verdict.ts'

const folder = new URL('../../../../shared/vectors/ob3/own/', import.meta.url)
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

const didKey = 'did:key:z6MknPaYsScXsjZN8wg8piU3MmYV6Kb13DLR85dW4JMk6yTN'
const httpsIssuer = 'https://ente.example/issuers/1'
const from = '2026-01-01T00:00:00Z'

function world(...issuers: TrustedIssuer[]): World {
  const web = demoWeb()
  web.serve('https://ente.example/revocations/1', read('revocation-list.json'))
  return { now: new Date('2026-11-22T12:00:00Z'), fetch: web.fetch, trust: { issuers, sealRoots: [] } }
}

const trusted = world({ id: didKey, name: 'Ente di prova', from })

describe('the published badges get the verdict of their manifest', () => {
  test.each<[string, string, string[]]>([
    ['valid-did-key.json', 'valid', []],
    ['valid-baked.png', 'valid', []],
    ['valid-baked.svg', 'valid', []],
    ['expired.json', 'invalid', ['validity: failed validity.ended']],
    ['invalid-tampered-level.json', 'invalid', ['proof: failed proof.signature']],
    ['revoked-1edtech.json', 'invalid', ['status: failed status.annullato-unexplained']],
  ])('%s', async (name, verdict, expected) => {
    const result = await verifyDocument({ bytes: read(name) }, trusted)
    expect(complaints(result)).toEqual(expected)
    expect(result.verdict).toBe(verdict)
  })

  test('invalid-issuer-swapped.json', async () => {
    expect((await verifyDocument({ bytes: read('invalid-issuer-swapped.json') }, trusted)).verdict).toBe('invalid')
  })

  test('revoked-1edtech.json is unverifiable when its list does not answer', async () => {
    const result = await verifyDocument({ bytes: read('revoked-1edtech.json') }, { ...trusted, fetch: demoWeb().fetch })
    expect(complaints(result)).toEqual(['status: not-checked status.unreachable'])
  })
})

describe('a badge in a JWT', () => {
  const jwt = new TextDecoder().decode(read('valid-rs256.jwt')).trim()
  const { jwk } = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString())
  const known = world({ id: httpsIssuer, name: 'Ente di prova', publicKeys: [jwk], from })

  test('is valid for whoever knows the key of its issuer', async () => {
    const result = await verifyDocument({ bytes: read('valid-rs256.jwt') }, known)
    expect(complaints(result)).toEqual([])
    expect(result.credential).toMatchObject({ form: 'open-badge', title: 'Sviluppare contenuti digitali' })
  })

  test('that brings its own key proves nothing by it', async () => {
    const result = await verifyDocument({ bytes: read('valid-rs256.jwt') }, world({ id: httpsIssuer, name: 'Ente di prova', from }))
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['issuer-key: not-checked issuer-key.unpublished'])
  })

  test('whose claims contradict the credential is invalid', async () => {
    const result = await verifyDocument({ bytes: read('invalid-jwt-iss-mismatch.jwt') }, known)
    expect(check(result, 'schema')).toMatchObject({ outcome: 'failed', code: 'schema.open-badge-jwt', facts: { at: 'iss' } })
  })

  test('with a changed letter is invalid', async () => {
    const [header, payload = '', signature] = jwt.split('.')
    const changed = Buffer.from(payload, 'base64url').toString().replace('"targetCode":"4"', '"targetCode":"8"')
    const text = [header, Buffer.from(changed).toString('base64url'), signature].join('.')
    const result = await verifyDocument({ bytes: new TextEncoder().encode(text) }, known)
    expect(complaints(result)).toEqual(['proof: failed jws.signature'])
  })
})
