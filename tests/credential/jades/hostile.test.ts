import { beforeAll, describe, expect, test } from 'vitest'
import { openJades, readSealed, verifyJades } from '../../../credential/jades/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { assertSmallDer } from '../../../credential/x509/index.ts'
import {
  authorityExtensions,
  certify,
  endingAt,
  type Issued,
  type KeyKind,
  keyPair,
  type Seal,
  type SealPki,
  sealExtensions,
  sealOf,
  sealPki,
  x509,
} from '../../fixtures/seal-authority.ts'
import { certifiedSeal, type Forging, forgedSeal, type Header } from './forged-seal.ts'

const payload = '{"a":1}'
const signedAt = new Date('2026-03-01T09:00:00Z')
const MAX_MS = 2_000
const MAX_BYTES = 200 * 1024 * 1024

let pki: SealPki
let seal: Seal

beforeAll(async () => {
  pki = await sealPki()
  seal = await sealOf(pki)
})

const forged = (forging: Forging, by = seal) => forgedSeal({ payload, seal, signedAt }, forging, by)
const certified = (issued: Issued, others: readonly Issued[] = [pki.authority]) =>
  certifiedSeal({ payload, seal, signedAt }, issued, others)

async function codeOf(text: string, sealRoots = [pki.root.pem]): Promise<string> {
  try {
    const opened = openJades(text)
    readSealed(opened)
    const { chain } = await verifyJades(opened, { sealRoots })
    return 'fault' in chain ? chain.fault : 'accepted'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

test('the forgery is none while nothing is changed', async () => {
  expect(await codeOf(await forged({}))).toBe('accepted')
  expect(await codeOf(await certified(seal.issued))).toBe('accepted')
})

describe('a header is refused', () => {
  test.each<[string, (header: Header) => Header, string]>([
    ['with two claimed times', (header) => ({ ...header, sigT: '2026-03-01T09:00:00Z' }), 'seal.header'],
    ['with none', ({ iat: _, ...header }) => header, 'seal.header'],
    ['with a day that the calendar lacks', ({ iat: _, ...header }) => ({ ...header, sigT: '2026-02-30T09:00:00Z' }), 'seal.header'],
    ['with a time in milliseconds', (header) => ({ ...header, iat: 1_772_355_600_000 }), 'seal.header'],
    ['with an unknown critical parameter', (header) => ({ ...header, crit: ['b64', 'exp'], exp: 1 }), 'seal.header'],
    ['with a critical parameter that is not there', (header) => ({ ...header, crit: ['b64', 'sigT'] }), 'seal.header'],
    ['whose payload encoding is not critical', (header) => ({ ...header, crit: [] }), 'seal.header'],
    ['whose payload is encoded', (header) => ({ ...header, b64: true }), 'seal.header'],
    ['that brings an address of a key', (header) => ({ ...header, jku: 'https://attacker.example/jwks' }), 'seal.header'],
    ['that brings a key', (header) => ({ ...header, jwk: seal.signer.publicJwk }), 'seal.header'],
    ['with alg none', (header) => ({ ...header, alg: 'none' }), 'jws.algorithm'],
    ['with a MAC by the public key', (header) => ({ ...header, alg: 'HS256' }), 'jws.algorithm'],
    ['with the algorithm of another key', (header) => ({ ...header, alg: 'ES384' }), 'jws.algorithm'],
    ['without certificates', (header) => ({ ...header, x5c: [] }), 'seal.header'],
    [
      'with another certificate’s hash',
      (header) => ({ ...header, 'x5t#S256': 'FkRic11DkeNNhOB8Lxz-gFGV3skJupAH4BJGLFIXA3c' }),
      'seal.digest',
    ],
    [
      'with a certificate in base64url',
      (header) => ({ ...header, x5c: [`${(header.x5c as string[])[0]?.replace(/=*$/, '')}-_`] }),
      'seal.certificate',
    ],
  ])('%s', async (_, header, code) => {
    expect(await codeOf(await forged({ header }))).toBe(code)
  })
})

describe('an envelope is refused', () => {
  test.each<[string, Forging, string]>([
    ['with no signature', { envelope: (given) => ({ ...given, signatures: [] }) }, 'seal.signatures'],
    ['with two', { envelope: (given) => ({ ...given, signatures: [...given.signatures, ...given.signatures] }) }, 'seal.signatures'],
    ['with a thousand', { envelope: (given) => ({ ...given, signatures: Array(1_000).fill(given.signatures[0]) }) }, 'seal.signatures'],
    ['with more beside the payload', { envelope: (given) => ({ ...given, other: 1 }) }, 'seal.malformed'],
    [
      'with an unsigned member',
      { envelope: (given) => ({ ...given, signatures: [{ ...given.signatures[0], header: { alg: 'none' } }] }) },
      'seal.header',
    ],
    [
      'with a second spelling of the signature',
      { envelope: (given) => ({ ...given, signatures: [{ ...given.signatures[0], signature: `${given.signatures[0]?.signature}=` }] }) },
      'base64url.malformed',
    ],
    [
      'with a thousand unsigned properties',
      { envelope: (given) => ({ ...given, signatures: [{ ...given.signatures[0], header: { etsiU: Array(1000).fill('e30') } }] }) },
      'seal.header',
    ],
    ['whose payload says something twice', { payload: '{"a":1,"a":2}' }, 'json.repeated-name'],
    ['whose payload is no object', { payload: '[1]' }, 'seal.malformed'],
    ['whose payload was written anew', { envelope: (given) => ({ ...given, payload: '{"a": 1}' }) }, 'seal.signature'],
  ])('%s', async (_, forging, code) => {
    expect(await codeOf(await forged(forging))).toBe(code)
  })

  test('with a member written twice', async () => {
    const text = await forged({})
    expect(await codeOf(text.replace('"signatures"', '"payload":"{}","signatures"'))).toBe('json.repeated-name')
  })
})

describe('a certificate is refused', () => {
  const leaf = (changes: Partial<Parameters<typeof certify>[0]>, kind: KeyKind = 'P-256') =>
    certify({
      subject: 'CN=Sigillo, O=Ente, C=IT, 2.5.4.97=VATIT-01234567890',
      keys: keyPair(kind),
      by: pki.authority,
      extensions: sealExtensions(),
      ...changes,
    })

  test('of an authority that is none, though its signature verifies', async () => {
    const impostor = await leaf({ subject: 'CN=Impostore, O=Ente, C=IT', extensions: sealExtensions() })
    expect(await codeOf(await certified(await leaf({ by: impostor }), [impostor, pki.authority]))).toBe('seal.chain-authority')
  })

  test('of an authority that may have no other below it', async () => {
    const below = await certify({ subject: 'CN=Sotto, C=IT', keys: keyPair('P-256'), by: pki.authority, extensions: authorityExtensions() })
    expect(await codeOf(await certified(await leaf({ by: below }), [below, pki.authority]))).toBe('seal.chain-authority')
  })

  test('of an authority that may not sign certificates', async () => {
    const usages = new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)
    const extensions = [new x509.BasicConstraintsExtension(true, undefined, true), usages]
    const idle = await certify({ subject: 'CN=Senza diritto, C=IT', keys: keyPair('P-256'), by: pki.root, extensions })
    expect(await codeOf(await certified(await leaf({ by: idle }), [idle]))).toBe('seal.chain-authority')
  })

  test('whose authority had ended when it sealed', async () => {
    const ended = await certify({
      subject: 'CN=Scaduta, C=IT',
      keys: keyPair('P-256'),
      by: pki.root,
      extensions: authorityExtensions(),
      until: '2026-01-01T00:00:00Z',
    })
    expect(await codeOf(await certified(await leaf({ by: ended }), [ended]))).toBe('seal.chain-not-in-force')
  })

  test.each([
    ['2024-01-01T00:00:00Z', '2025-12-31T00:00:00Z'],
    ['2026-06-01T00:00:00Z', '2029-01-01T00:00:00Z'],
  ])('in force from %s to %s only', async (from, until) => {
    expect(await codeOf(await certified(await leaf({ from, until })))).toBe('seal.chain-not-in-force')
  })

  test('of an authority that bears the name of a trusted one', async () => {
    const twin = await sealPki()
    const issued = await leaf({ by: twin.authority })
    expect(await codeOf(await certified(issued, [twin.authority, twin.root]))).toBe('seal.unanchored')
    expect(await codeOf(await certified(issued))).toBe('seal.unanchored')
  })

  test.each<[string, () => x509.Extension[], string]>([
    ['for web servers', () => [...sealExtensions(), new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1'])], 'seal.purpose'],
    ['for anything', () => [...sealExtensions(), new x509.ExtendedKeyUsageExtension(['2.5.29.37.0'])], 'seal.purpose'],
    ['of an authority itself', () => authorityExtensions(), 'seal.purpose'],
    ['for key agreement only', () => [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyAgreement, true)], 'seal.purpose'],
    [
      'with an unknown critical extension',
      () => [...sealExtensions(), new x509.Extension('1.2.3.4', true, new Uint8Array([5, 0]))],
      'seal.chain-critical',
    ],
    ['with an extension twice', () => [...sealExtensions(), ...sealExtensions()], 'seal.certificate'],
    [
      'with an extension that is not what it says',
      () => [...sealExtensions(), new x509.Extension('2.5.29.37', false, new Uint8Array([4, 1, 0]))],
      'seal.certificate',
    ],
  ])('%s', async (_, extensions, code) => {
    expect(await codeOf(await certified(await leaf({ extensions: extensions() })))).toBe(code)
  })

  test('that does not say of which organisation it is', async () => {
    expect(await codeOf(await certified(await leaf({ subject: 'CN=Persona, C=IT' })))).toBe('seal.no-organisation')
    expect(await codeOf(await certified(await leaf({ subject: 'CN=Due, C=IT, 2.5.4.97=VATIT-1, 2.5.4.97=VATIT-2' })))).toBe(
      'seal.no-organisation',
    )
  })

  test.each([
    ['30 February', '260230000000Z'],
    ['hour 24', '260228240000Z'],
    ['no second', '2602282359Z00'],
  ])('that ends on %s, which others take for a day of March', async (_, end) => {
    const genuine = await leaf({})
    expect(await codeOf(await certified(endingAt(genuine, pki.authority, '260302000000Z')))).toBe('accepted')
    expect(await codeOf(await certified(endingAt(genuine, pki.authority, end)))).toBe('seal.certificate')
  })

  test('with a key on a curve that nothing here verifies with', async () => {
    const odd = await leaf({}, 'P-521')
    expect(await codeOf(await certified(odd))).toBe('seal.key')
  })

  test('with an RSA key too small', async () => {
    expect(await codeOf(await certified(await leaf({}, 'RSA-1024')))).toBe('seal.key')
  })
})

describe('a hostile file costs little', () => {
  const costs = async (work: () => Promise<unknown>) => {
    globalThis.gc?.()
    const [began, memory] = [performance.now(), process.memoryUsage().rss]
    await work()
    return { ms: performance.now() - began, bytes: process.memoryUsage().rss - memory }
  }
  /** DER of one value inside another, many times over. */
  const nested = (levels: number) => {
    let der = Buffer.of(5, 0)
    for (let level = 0; level < levels; level++) {
      const { length } = der
      der = Buffer.concat([Buffer.of(0x30, 0x83, length >> 16, (length >> 8) & 255, length & 255), der])
    }
    return der
  }
  const withCertificates = (x5c: string[]) => forged({ header: ({ 'x5t#S256': _, ...header }) => ({ ...header, x5c }) })

  test.each<[string, () => Promise<string>, string]>([
    [
      'with a certificate of a megabyte',
      () => withCertificates([Buffer.alloc(300_000, 0x30).toString('base64')]),
      'seal.certificate-limit',
    ],
    [
      'with four hundred certificates',
      () => withCertificates(Array(400).fill(seal.issued.certificate.toString('base64'))),
      'seal.certificate-limit',
    ],
    ['with a certificate three thousand levels deep', () => withCertificates([nested(3_000).toString('base64')]), 'seal.certificate-limit'],
    [
      'with a certificate of ten thousand nothings',
      () =>
        withCertificates([Buffer.concat([Buffer.of(0x30, 0x82, 0x3a, 0x98), Buffer.alloc(15_000, Buffer.of(5, 0))]).toString('base64')]),
      'seal.certificate-limit',
    ],
    [
      'with a certificate that never ends',
      () => withCertificates([Buffer.of(0x30, 0x80, 5, 0, 0, 0).toString('base64')]),
      'seal.certificate',
    ],
    ['with a payload of ten megabytes', () => forged({ payload: JSON.stringify({ a: 'x'.repeat(10_000_000) }) }), 'json.too-large'],
    [
      'with a payload fifty thousand levels deep',
      () => forged({ payload: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }),
      'json.too-deep',
    ],
  ])('%s', async (_, make, code) => {
    const text = await make()
    let said = ''
    const { ms, bytes } = await costs(async () => {
      said = await codeOf(text)
    })
    expect(said).toBe(code)
    expect(ms).toBeLessThan(MAX_MS)
    expect(bytes).toBeLessThan(MAX_BYTES)
    const verdict = await verifyDocument(
      { bytes: Buffer.from(text) },
      { now: signedAt, fetch: noNetwork, trust: { issuers: [], sealRoots: [] } },
    )
    expect(verdict.verdict).toBe('invalid')
  })

  test('with an RSA key of 512 or 16384 bits, or an exponent that takes an age', async () => {
    // Node makes no such keys in reasonable time, so the numbers of a good certificate are changed: refused before any verifying.
    for (const [bits, e] of [
      [512, 3],
      [16_384, 3],
      [2048, 2000],
    ] as const) {
      const text = await withRsa({ bits, e })
      const { ms } = await costs(async () => expect(await codeOf(text)).toBe('seal.key'))
      expect(ms).toBeLessThan(MAX_MS)
    }
  })

  /** A certificate whose key has so many bits, and an exponent of so many bytes; its own signature is nobody's. */
  async function withRsa({ bits, e }: { bits: number; e: number }): Promise<string> {
    const { parsed } = (await import('../../../credential/x509/index.ts')).readCertificate(new Uint8Array(seal.issued.certificate.rawData))
    const { asn1js, pkijs } = await import('../../../credential/x509/index.ts')
    const integer = (length: number) => new asn1js.Integer({ valueHex: new Uint8Array(length).fill(0x7f).buffer })
    const copy = pkijs.Certificate.fromBER(new Uint8Array(parsed.toSchema().toBER(false)))
    copy.subjectPublicKeyInfo = new pkijs.PublicKeyInfo({
      algorithm: new pkijs.AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.1', algorithmParams: new asn1js.Null() }),
      subjectPublicKey: new asn1js.BitString({ valueHex: new asn1js.Sequence({ value: [integer(bits / 8), integer(e)] }).toBER(false) }),
    })
    copy.tbsView = new Uint8Array(copy.encodeTBS().toBER(false))
    const der = Buffer.from(copy.toSchema(true).toBER(false))
    return withCertificates([der.toString('base64')])
  }

  test('and a path that could be walked in many ways is given up', async () => {
    // Seven authorities of one name and one key: each issued each.
    const keys = keyPair('P-256')
    const subject = 'CN=Anello, C=IT'
    const ring: Issued[] = []
    for (let each = 0; each < 7; each++) ring.push(await certify({ subject, keys, extensions: authorityExtensions() }))
    const leaf = await certify({
      subject: 'CN=S, O=E, 2.5.4.97=VATIT-1',
      keys: keyPair('P-256'),
      by: ring[0] as Issued,
      extensions: sealExtensions(),
    })
    const text = await certified(leaf, ring)
    const { ms } = await costs(async () => expect(await codeOf(text)).toBe('seal.certificate-limit'))
    expect(ms).toBeLessThan(MAX_MS)
  })
})

test('DER is walked over without a parser', () => {
  expect(() => assertSmallDer(new Uint8Array(seal.issued.certificate.rawData))).not.toThrow()
  for (const wrong of ['', '30', '3005', '300205', '1f8101', '3000ff', '30850000000000', '30848000000000']) {
    const bytes = new Uint8Array(Buffer.from(wrong, 'hex'))
    if (wrong === '') continue
    expect(() => assertSmallDer(bytes), wrong).toThrow('seal.certificate')
  }
})

async function noNetwork(): Promise<Response> {
  throw new TypeError('no network')
}
