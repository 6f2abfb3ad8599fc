import { decodeText } from '../../credential/base64url.ts'
import { readPublicJwk } from '../../credential/jose/index.ts'
import { verifyDocument } from '../../credential/verify/index.ts'

const DECISIVE = ['format', 'schema', 'proof', 'issuer-key']

/**
 * Judges a badge inside a JWT as a relying party that has made the key in its header known beforehand: the samples give it nowhere
 * else. Whoever has not is told that the issuer publishes no such key.
 */
export async function judgeBadgeJwt({ bytes, token, now }: { bytes: Uint8Array; token: string; now: Date }): Promise<void> {
  const [header = '', payload = ''] = token.split('.')
  const { jwk } = JSON.parse(decodeText(header))
  const { iss } = JSON.parse(decodeText(payload))
  const issuer = {
    id: String(iss),
    name: 'sample',
    publicKeys: jwk === undefined ? [] : [readPublicJwk(jwk)],
    from: '2000-01-01T00:00:00Z',
  }
  const { checks } = await verifyDocument(
    { bytes },
    {
      now,
      fetch: () => Promise.reject(new Error('the samples are judged without a network')),
      trust: { issuers: [issuer], sealRoots: [] },
    },
  )
  for (const id of DECISIVE) {
    const check = checks.find((one) => one.id === id)
    if (check?.outcome !== 'passed') throw new Error(check?.code ?? `no check of ${id}`)
  }
}
