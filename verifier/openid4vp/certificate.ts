import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import type { Signer } from '../../credential/crypto/port.ts'
import type { RequestSigner } from './request-signer.ts'

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const YEAR_MS = 365 * 24 * 3600_000

/**
 * The demo's own access certificate: a root made on the spot, whose private key is dropped when the leaf is signed, and a leaf
 * for the verifier's host name over the key that signs requests. Elsewhere both come from a certificate authority (`readRequestSigner`).
 * The root is left in `root.pem` for wallets that are to recognise this verifier.
 */
export async function demoRequestSigner({
  dir,
  host,
  signer,
  now,
}: {
  dir: string
  host: string
  signer: Signer
  now: Date
}): Promise<RequestSigner> {
  const leafFile = join(dir, `leaf-${host}-${signer.kid}.pem`)
  const stored = await readFile(leafFile, 'utf8').catch(() => undefined)
  const kept = stored === undefined ? undefined : new x509.X509Certificate(stored)
  const leaf = kept !== undefined && kept.notAfter > now ? kept : await issueLeaf({ dir, leafFile, host, signer, now })
  return {
    kid: signer.kid,
    alg: signer.alg,
    publicJwk: signer.publicJwk,
    sign: (data) => signer.sign(data),
    clientId: `x509_san_dns:${host}`,
    x5c: [leaf.toString('base64')],
    until: leaf.notAfter,
  }
}

async function issueLeaf({ dir, leafFile, host, signer, now }: { dir: string; leafFile: string; host: string; signer: Signer; now: Date }) {
  x509.cryptoProvider.set(webcrypto as Crypto)
  const rootKeys = await webcrypto.subtle.generateKey(P256, false, ['sign', 'verify'])
  const notBefore = new Date(now.getTime() - 60_000)
  const notAfter = new Date(now.getTime() + YEAR_MS)
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Attesta demo verifier root, O=Dato dimostrativo',
    notBefore,
    notAfter,
    keys: rootKeys,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const { kty, crv, x, y } = signer.publicJwk
  const publicKey = await webcrypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, P256, true, ['verify'])
  const leaf = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}, O=Dato dimostrativo`,
    issuer: root.subject,
    notBefore,
    notAfter,
    publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      // `openssl verify -x509_strict` and pkijs both want the two key identifiers.
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  })
  await mkdir(dir, { recursive: true })
  await writeAtomically(join(dir, 'root.pem'), root.toString('pem'))
  await writeAtomically(leafFile, leaf.toString('pem'))
  return leaf
}

async function writeAtomically(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o644 })
  await rename(`${path}.new`, path)
}
