import { describe, expect, test } from 'vitest'
import { keyOf, resolveDid } from '../../credential/did/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { didDocument, jwks, type KeyRecord } from '../../keys/index.ts'

const did = 'did:web:localhost%3A4000:org:orobie'
const point = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x0AF2oWGfGWVKEGqzhvLC6BWV0YD9dHYLIKYNgZyHXo',
} as const
const record = (kid: string, more: Partial<KeyRecord> = {}): KeyRecord => ({
  kid,
  org: 'orobie',
  alg: 'ES256',
  publicJwk: { ...point, kid, alg: 'ES256' },
  notBefore: '2025-01-01T00:00:00.000Z',
  ...more,
})
const keys = [
  record('now', { notBefore: '2026-01-01T00:00:00.000Z' }),
  record('old', { notAfter: '2026-01-01T00:00:00.000Z' }),
  record('stolen', { compromisedAt: '2025-06-01T00:00:00.000Z' }),
]

/** What the issuer publishes, read by whoever verifies. */
const document = () =>
  resolveDid(did, {
    fetch: async () => Response.json(didDocument({ did, keys })),
    limits: { allowLoopbackHttp: true },
  })

async function verdictOn(kid: string, at: string): Promise<string> {
  try {
    keyOf(await document(), `${did}#${kid}`, { at: new Date(at), purpose: 'assertionMethod' })
    return 'good'
  } catch (error) {
    return error instanceof AttestaError ? error.code : String(error)
  }
}

describe('a published key is good for what it signed while it was in use', () => {
  test.each([
    ['now', '2026-03-01T00:00:00Z', 'good'],
    ['now', '2025-12-31T23:59:59Z', 'issuer-key.not-yet-valid'],
    ['old', '2025-12-31T23:59:59Z', 'good'],
    ['old', '2026-01-01T00:00:00Z', 'issuer-key.ended'],
    ['stolen', '2025-03-01T00:00:00Z', 'issuer-key.compromised'],
    ['stolen', '2025-07-01T00:00:00Z', 'issuer-key.revoked'],
    ['unknown', '2026-03-01T00:00:00Z', 'issuer-key.unknown'],
  ])('%s at %s: %s', async (kid, at, expected) => {
    expect(await verdictOn(kid, at)).toBe(expected)
  })
})

test('nothing private is published, whatever a record carries', () => {
  const leaky = [{ ...record('now'), publicJwk: { ...point, d: 'secret' } }]
  expect(JSON.stringify([didDocument({ did, keys: leaky }), jwks({ keys: leaky })])).not.toContain('secret')
})
