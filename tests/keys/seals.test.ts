import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crypto } from '#crypto'
import { openJades, sealJades, verifyJades } from '../../credential/jades/index.ts'
import { seedSeals } from '../../issuer/demo/seed-seals.ts'
import { demoRootFile, didDocument, type Keystore, openKeystore } from '../../keys/index.ts'
import { keysCommand } from '../../scripts/attesta/keys-command.ts'
import { certify, type Issued, keyPair, privatePem, type SealPki, sealExtensions, sealPki } from '../fixtures/seal-authority.ts'

const dir = mkdtempSync(join(tmpdir(), 'attesta-seals-'))
const now = new Date('2026-03-01T08:00:00Z')
const open = () => openKeystore({ dir: join(dir, 'keys'), passphrase: 'una frase di prova', now: () => now })
const run = (...words: string[]) => keysCommand({ words, keystore, now })
const file = (name: string, content: string) => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

let keystore: Keystore
let pki: SealPki

beforeAll(async () => {
  keystore = await open()
  await keystore.create('orobie', 'ES256', now)
  pki = await sealPki()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function certified(kind: 'RSA-2048' | 'RSA-1024' | 'P-256' | 'P-521', identifier = 'VATIT-00000000048'): Promise<Issued> {
  return certify({
    subject: `CN=Sigillo, O=Orobie, C=IT, 2.5.4.97=${identifier}`,
    keys: keyPair(kind),
    by: pki.authority,
    extensions: sealExtensions(),
    from: '2026-01-01T00:00:00Z',
    until: '2029-01-01T00:00:00Z',
  })
}

describe('a seal that an operator brings', () => {
  test.each([
    ['RSA-2048', 'RS256'],
    ['P-256', 'ES256'],
  ] as const)('%s seals, and the organisation’s own key still signs everything else', async (kind, alg) => {
    const org = `ente-${alg.toLowerCase()}`
    await keystore.create(org, 'ES256', now)
    const { pem, keys } = await certified(kind)
    expect(await run('seal-import', org, file('chain', pem + pki.authority.pem), '--key', file('key', privatePem(keys)))).toContain('seal')

    const { signer, certificates } = await (await open()).sealFor(org)
    expect(signer).toMatchObject({ alg, notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2029-01-01T00:00:00Z') })
    expect(certificates).toHaveLength(2)
    const text = await sealJades({ payload: '{}', signer, certificates, signedAt: now })
    expect((await verifyJades(openJades(text), { sealRoots: [pki.root.pem] })).chain).toHaveProperty('anchor')
    expect((await keystore.signerFor(org)).publicJwk).not.toEqual(signer.publicJwk)
  })

  test('is not kept with the certificate of another key, nor when it cannot seal', async () => {
    const [one, other] = [await certified('P-256'), await certified('P-256')]
    const importing = (chain: string, key: string) => codeOf(run('seal-import', 'altro', file('chain', chain), '--key', file('key', key)))
    expect(await importing(one.pem, privatePem(other.keys))).toBe('seal.certificate-mismatch')
    expect(await importing(one.pem, 'nessuna chiave')).toBe('keystore.seal')
    expect(await importing('nessun certificato', privatePem(one.keys))).toBe('seal.certificate')
    const [small, odd] = [await certified('RSA-1024'), await certified('P-521')]
    expect(await importing(small.pem, privatePem(small.keys))).toBe('keystore.seal')
    expect(await importing(odd.pem, privatePem(odd.keys))).toBe('keystore.seal')
    expect(await keystore.list('altro')).toEqual([])
  })

  test('seals no more after its certificate has ended', async () => {
    expect(await codeOf(keystore.sealFor('ente-es256', new Date('2029-01-01T00:00:00Z')))).toBe('keystore.no-seal')
    expect(await codeOf(keystore.sealFor('orobie'))).toBe('keystore.no-seal')
  })
})

test('a seal is asked for: the request holds the key and the identifier, and its certificate is found again', async () => {
  const request = await run('seal-request', 'lecco', '--name', 'Ente di Lecco', '--identifier', 'VATIT-00000000003', '--alg', 'ES256')
  const said = execFileSync('openssl', ['req', '-in', file('csr', request ?? ''), '-verify', '-noout', '-subject'], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
  expect(said).toContain('VATIT-00000000003')
  expect(await codeOf(keystore.sealFor('lecco'))).toBe('keystore.no-seal')
  expect(didDocument({ did: 'did:web:x', keys: await keystore.list('lecco') }).verificationMethod).toEqual([])

  file('ca', pki.authority.pem)
  file('ca-key', privatePem(pki.authority.keys))
  const words = [
    'x509',
    '-req',
    '-in',
    'csr',
    '-CA',
    'ca',
    '-CAkey',
    'ca-key',
    '-days',
    '9000',
    '-copy_extensions',
    'copyall',
    '-out',
    'signed',
    '-set_serial',
    '7',
  ]
  execFileSync('openssl', words, { cwd: dir, stdio: 'pipe' })
  expect(await codeOf(run('seal-import', 'orobie', join(dir, 'signed')))).toBe('keystore.no-key')
  expect(await run('seal-import', 'lecco', join(dir, 'signed'))).toContain('ES256')
  const [record] = await keystore.list('lecco')
  expect(await keystore.sealFor('lecco', new Date(record?.notBefore ?? ''))).toMatchObject({ signer: { kid: record?.kid } })
})

test('did.json publishes the seal with its certificates, and nothing private', async () => {
  const document = didDocument({ did: 'did:web:x', keys: await keystore.list('ente-rs256') })
  const text = JSON.stringify(document)
  const { publicJwk, kid } = (await keystore.sealFor('ente-rs256')).signer
  expect(document.assertionMethod).toContain(`did:web:x#${kid}`)
  expect(text).toContain(`"n":"${publicJwk.n}"`)
  expect(text).toContain('"x5c":["MI')
  expect(text).not.toMatch(/"(d|p|q|dp|dq|qi)":/)
})

test('the demo’s seals are made once, and openssl and our own reading accept them', async () => {
  const dataDir = join(dir, 'demo')
  const seed = () => seedSeals({ keystore, dataDir, now })
  await seed()
  const { certificates, signer } = await keystore.sealFor('orobie-formazione')
  await seed()
  expect((await keystore.list('orobie-formazione')).map(({ kid }) => kid)).toEqual([signer.kid])
  expect(existsSync(demoRootFile(dataDir))).toBe(true)

  const [leaf = '', authority = ''] = certificates
  const words = [
    'verify',
    '-x509_strict',
    '-attime',
    String(now.getTime() / 1000),
    '-CAfile',
    demoRootFile(dataDir),
    '-untrusted',
    file('demo-ca', authority),
  ]
  expect(execFileSync('openssl', [...words, file('demo-leaf', leaf)], { encoding: 'utf8' })).toContain('OK')
  const text = await sealJades({ payload: '{}', signer, certificates, signedAt: now, claimedTime: 'sigT' })
  const seal = await verifyJades(openJades(text), { sealRoots: [readFileSync(demoRootFile(dataDir), 'utf8')] })
  expect(seal).toMatchObject({ owner: { organizationIdentifier: 'VATIT-00000000048', organization: 'Orobie Formazione e Lavoro' } })
  expect(signer.alg).toBe('RS256')
  const data = new TextEncoder().encode('token')
  expect(await crypto.verify({ alg: 'RS256', key: signer.publicJwk, signature: await signer.sign(data), data })).toBe(true)
})
