import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flattenedVerify, importJWK } from 'jose'
import { Certificate, CertificateChainValidationEngine } from 'pkijs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openJades, sealJades, verifyJades } from '../../../credential/jades/index.ts'
import { decodeBase64, toPem } from '../../../credential/x509/index.ts'
import { keyPair, type Seal, type SealPki, sealOf, sealPki } from '../../fixtures/seal-authority.ts'

const payload = '{"titolo":"Attestato àè – “prova”","n": 1.0 ,"emoji":"🎓"}'
const signedAt = new Date('2026-03-01T09:00:00Z')
const dir = mkdtempSync(join(tmpdir(), 'attesta-seal-'))
let pki: SealPki
let seals: Record<'ES256' | 'ES384' | 'RS256', Seal>

beforeAll(async () => {
  pki = await sealPki()
  seals = {
    ES256: await sealOf(pki),
    ES384: await sealOf(pki, { kind: 'P-384' }),
    RS256: await sealOf(pki, { keys: keyPair('RSA-2048') }),
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe.each(['ES256', 'ES384', 'RS256'] as const)('a seal with %s', (alg) => {
  test.each(['iat', 'sigT'] as const)('is read back to the character, its time in %s', async (claimedTime) => {
    const text = await sealJades({ payload, ...seals[alg], signedAt, claimedTime })
    const opened = openJades(text)
    expect(opened.payload).toBe(payload)
    expect(opened.header).toMatchObject({ alg, claimedTime })
    const verified = await verifyJades(opened, { sealRoots: [pki.root.pem] })
    expect(verified).toMatchObject({
      signedAt,
      owner: { organization: 'Ente di Prova', organizationIdentifier: 'VATIT-01234567890', country: 'IT' },
      chain: { anchor: { commonName: 'Radice Prova' } },
      qualified: 'unknown',
    })
  })

  test.each(['iat', 'sigT'] as const)('is accepted by jose, openssl and the chain engine of pkijs, its time in %s', async (claimedTime) => {
    const text = await sealJades({ payload, ...seals[alg], signedAt, claimedTime })
    const { signatures } = JSON.parse(text)
    const [{ protected: protectedText, signature }] = signatures
    const header = JSON.parse(Buffer.from(protectedText, 'base64url').toString())
    const key = await importJWK({ ...seals[alg].signer.publicJwk }, alg)
    await flattenedVerify({ protected: protectedText, payload, signature }, key, { crit: { sigT: true } })

    const [leaf, authority] = header.x5c.map((text: string) => Buffer.from(text, 'base64'))
    expect(header['x5t#S256']).toBe(createHash('sha256').update(leaf).digest('base64url'))
    for (const [name, content] of Object.entries({ root: pki.root.pem, ca: toPem(authority), leaf: toPem(leaf) }))
      writeFileSync(join(dir, name), content)
    const at = String(signedAt.getTime() / 1000)
    expect(
      openssl(['verify', '-x509_strict', '-attime', at, '-CAfile', join(dir, 'root'), '-untrusted', join(dir, 'ca'), join(dir, 'leaf')]),
    ).toContain('OK')
    writeFileSync(join(dir, 'input'), `${protectedText}.${payload}`)
    writeFileSync(join(dir, 'signature'), alg === 'RS256' ? Buffer.from(signature, 'base64url') : toDer(signature))
    writeFileSync(join(dir, 'key'), openssl(['x509', '-in', join(dir, 'leaf'), '-noout', '-pubkey']))
    const digest = alg === 'ES384' ? '-sha384' : '-sha256'
    expect(openssl(['dgst', digest, '-verify', join(dir, 'key'), '-signature', join(dir, 'signature'), join(dir, 'input')])).toContain('OK')

    const [trusted, ...certs] = [pki.root.certificate.rawData, authority, leaf].map((der) => Certificate.fromBER(new Uint8Array(der)))
    const engine = new CertificateChainValidationEngine({
      certs,
      trustedCerts: trusted === undefined ? [] : [trusted],
      checkDate: signedAt,
    })
    expect(await engine.verify()).toMatchObject({ result: true })
  })
})

describe('the official sealed samples', () => {
  const folder = new URL('../../../../shared/vectors/edc/samples/signed/', import.meta.url)
  test.each(readdirSync(folder))('%s verifies, and nobody is taken for its anchor', async (name) => {
    const opened = openJades(readFileSync(new URL(name, folder), 'utf8'))
    const verified = await verifyJades(opened, { sealRoots: [pki.root.pem] })
    expect(verified.chain).toEqual({ fault: 'seal.unanchored' })
    expect(verified.owner.organizationIdentifier).toMatch(/^VATES-/)
    // Changed by one letter it does not.
    const changed = { ...opened, payload: opened.payload.replace(/[a-z](?=[^a-z]*$)/, 'x') }
    await expect(verifyJades(changed, { sealRoots: [] })).rejects.toMatchObject({ code: 'seal.signature' })
  })
})

test('an authority below a root may be the anchor, as in the trusted lists', async () => {
  const text = await sealJades({ payload, ...seals.ES256, signedAt })
  const verified = await verifyJades(openJades(text), { sealRoots: [pki.authority.pem] })
  expect(verified.chain).toEqual({ anchor: expect.objectContaining({ commonName: 'CA Sigilli Prova' }) })
})

test('the samples made for this project chain to their anchor', async () => {
  const vectors = new URL('../../../../shared/vectors/edc/', import.meta.url)
  const { anchors } = JSON.parse(readFileSync(new URL('trust/test-trust-anchors.json', vectors), 'utf8'))
  const sealRoots = anchors.map(({ der }: { der: string }) => toPem(decodeBase64(der)))
  const opened = openJades(readFileSync(new URL('samples/own/valid-rs256-sigT.json', vectors), 'utf8'))
  expect((await verifyJades(opened, { sealRoots })).chain).toEqual({ anchor: expect.objectContaining({ country: 'IT' }) })
})

function openssl(words: readonly string[]): string {
  return execFileSync('openssl', [...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** openssl wants ECDSA signatures in DER (RFC 3279 §2.2.3), JOSE raw. */
function toDer(signature: string): Buffer {
  const raw = Buffer.from(signature, 'base64url')
  const integers = [raw.subarray(0, raw.length / 2), raw.subarray(raw.length / 2)].map((part) => {
    const trimmed = part.subarray(part.findIndex((byte) => byte !== 0))
    const positive = (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed
    return Buffer.concat([Buffer.of(0x02, positive.length), positive])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}
