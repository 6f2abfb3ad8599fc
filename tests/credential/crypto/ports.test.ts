import { describe, expect, test } from 'vitest'
import { crypto as node } from '../../../credential/crypto/node.ts'
import type { Algorithm, HashName, PublicJwk } from '../../../credential/crypto/port.ts'
import { crypto as web } from '../../../credential/crypto/web.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'

const data = new TextEncoder().encode('attestato')
const algorithms: Algorithm[] = ['ES256', 'ES384', 'EdDSA', 'RS256']

describe.each([
  ['node:crypto', node],
  ['WebCrypto', web],
])('%s', (_, port) => {
  test.each(algorithms)('%s: takes its own signature and no other', async (alg) => {
    const { publicJwk: key, sign } = throwawaySigner({ alg })
    const signature = await sign(data)
    expect(await port.verify({ alg, key, signature, data })).toBe(true)
    expect(await port.verify({ alg, key, signature, data: data.slice(1) })).toBe(false)
    expect(await port.verify({ alg, key, signature: signature.slice(1), data })).toBe(false)
    expect(await port.verify({ alg, key, signature: new Uint8Array(signature.length), data })).toBe(false)
    expect(await port.verify({ alg, key: throwawaySigner({ alg }).publicJwk, signature, data })).toBe(false)
    for (const other of algorithms.filter((name) => name !== alg)) {
      expect(await port.verify({ alg: other, key, signature, data })).toBe(false)
    }
  })

  test('a DER signature, an algorithm it does not know, a point off the curve: false, never an error', async () => {
    const { publicJwk: key, sign } = throwawaySigner()
    const signature = await sign(data)
    const der = Uint8Array.from([0x30, 0x44, 0x02, 0x20, ...signature.slice(0, 32), 0x02, 0x20, ...signature.slice(32)])
    expect(await port.verify({ alg: 'ES256', key, signature: der, data })).toBe(false)
    expect(await port.verify({ alg: 'HS256' as Algorithm, key, signature, data })).toBe(false)
    const offCurve: PublicJwk = { ...key, y: key.x ?? '' }
    expect(await port.verify({ alg: 'ES256', key: offCurve, signature, data })).toBe(false)
  })

  test('hashes as FIPS 180-4 has it', () => {
    const abc = new TextEncoder().encode('abc')
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    expect(hex(port.sha256(abc))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(hex(port.sha384(abc))).toMatch(/^cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163/)
    const text = (hash: HashName) => Buffer.from(port.hashText({ hash, text: 'abc' }), 'base64url')
    expect(text('sha-256')).toEqual(Buffer.from(port.sha256(abc)))
    expect(text('sha-384')).toEqual(Buffer.from(port.sha384(abc)))
    expect(hex(text('sha-512'))).toMatch(/^ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2/)
    expect(port.hashText({ hash: 'sha-256', text: 'è' })).toBe(
      Buffer.from(port.sha256(new TextEncoder().encode('è'))).toString('base64url'),
    )
  })

  test('draws different bytes each time', () => {
    expect(port.randomBytes(16)).toHaveLength(16)
    expect(Buffer.from(port.randomBytes(16))).not.toEqual(Buffer.from(port.randomBytes(16)))
  })
})

test('an RSA key under 2048 bits verifies nothing', async () => {
  const short: PublicJwk = { kty: 'RSA', n: 'u'.repeat(171), e: 'AQAB' }
  expect(await node.verify({ alg: 'RS256', key: short, signature: new Uint8Array(128), data })).toBe(false)
})
