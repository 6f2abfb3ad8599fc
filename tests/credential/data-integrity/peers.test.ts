import { describe, expect, test } from 'vitest'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import { decodeMultikey } from '../../../credential/did/index.ts'
import { readOpenBadge } from '../../../credential/open-badge/index.ts'
import { created, keyed, plainBadge } from './badge.ts'
import { issuedByPeer, verifiedByPeer } from './digitalbazaar.ts'

const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')

describe('@digitalbazaar/vc and we read one another', () => {
  test.each([
    ['ecdsa-rdfc-2019', 'ES256', 'ecdsa'],
    ['ecdsa-rdfc-2019', 'ES384', 'ecdsa'],
    ['eddsa-rdfc-2022', 'EdDSA', 'eddsa'],
  ] as const)('it verifies our %s with %s', async (suite, alg, family) => {
    const key = keyed(alg)
    const credential = await signDocument({ document: plainBadge(key.did), ...key, suite, created })
    const now = new Date('2026-06-01T00:00:00Z')
    expect(await verifiedByPeer({ credential, family, now })).toBe(true)
    expect(await verifiedByPeer({ credential: { ...credential, name: 'x' }, family, now })).toBe(false)
  })

  test.each(['P-256', 'P-384', 'Ed25519'] as const)('we verify its %s', async (curve) => {
    const document = await issuedByPeer({ compose: plainBadge, curve, date: created })
    expect(await verifyProofs({ document, resolveKey })).toHaveLength(1)
    expect((await readOpenBadge(document)).recipientName).toBe("Niccolò D'Agostò")
  })
})
