import { createPrivateKey, type KeyObject } from 'node:crypto'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freshKeyPair } from './fresh-key-pair.ts'
import { createPrivateFile, readPrivateFile } from './private-file.ts'
import { algorithmOf, nameOf, openX509, type SealSubject, webKeys } from './request-seal.ts'

/** An authority for seals that exists for the demo only. */
export interface DemoAuthority {
  /** PEM. */
  readonly root: string
  readonly authority: string
  readonly privateKey: KeyObject
}

const YEAR_MS = 365 * 24 * 3600_000
/** Since the demo's organisations exist. */
const FROM = new Date('2024-01-01T00:00:00Z')

/** Where the demo's root lies, for `SEAL_ROOTS`. */
export function demoRootFile(dataDir: string): string {
  return join(dataDir, 'demo-seal-root.pem')
}

/**
 * The demo's root and its authority for seals, made once. Its key lies beside the demo's passphrase, readable by its owner: it
 * vouches for nobody outside the demo. The root's own key is dropped at once.
 */
export async function openDemoAuthority({ dataDir, now }: { dataDir: string; now: Date }): Promise<DemoAuthority> {
  const path = join(dataDir, 'demo-seal-authority.json')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (!(await isThere(path))) await createPrivateFile(path, JSON.stringify(await makeAuthority(now)))
  const { root, authority, privateKey } = JSON.parse(await readPrivateFile(path)) as Record<'root' | 'authority' | 'privateKey', string>
  if (!(await isThere(demoRootFile(dataDir)))) await writeFile(demoRootFile(dataDir), root)
  return { root, authority, privateKey: createPrivateKey(privateKey) }
}

async function makeAuthority(now: Date) {
  const x509 = await openX509()
  const rootKey = freshKeyPair('P-256').privateKey
  const key = freshKeyPair('P-256').privateKey
  const [rootKeys, keys] = await Promise.all([webKeys(rootKey), webKeys(key)])
  const common = { notBefore: FROM, notAfter: new Date(now.getTime() + 20 * YEAR_MS), signingAlgorithm: algorithmOf(key) }
  const usages = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)
  const rootId = await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey)
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...common,
    name: [{ CN: ['Attesta, radice dimostrativa dei sigilli'] }, { O: ['Dato dimostrativo'] }, { C: ['IT'] }],
    keys: rootKeys,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true), usages, rootId],
  })
  const authority = await x509.X509CertificateGenerator.create({
    ...common,
    subject: [{ CN: ['Attesta, sigilli dimostrativi'] }, { O: ['Dato dimostrativo'] }, { C: ['IT'] }],
    issuer: root.subject,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      usages,
      // `openssl verify -x509_strict` wants both key identifiers (security.md §1.5).
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    root: `${root.toString('pem')}\n`,
    authority: `${authority.toString('pem')}\n`,
    privateKey: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** qcStatements (ETSI EN 319 412-5): of the kind for seals, and nothing that would say that it is a qualified one. */
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3'
const ESEAL_TYPE = Buffer.from('30153013060604008e4601063009060704008e46010602', 'hex')

/** Certifies the key of a demo seal. PEM, own certificate first. */
export async function certifyDemoSeal({
  by,
  privateKey,
  subject,
  now,
}: {
  by: DemoAuthority
  privateKey: KeyObject
  subject: SealSubject
  now: Date
}): Promise<string[]> {
  const x509 = await openX509()
  const [keys, authorityKeys] = await Promise.all([webKeys(privateKey), webKeys(by.privateKey)])
  const issuer = new x509.X509Certificate(by.authority)
  const leaf = await x509.X509CertificateGenerator.create({
    subject: [...nameOf(subject), { OU: ['Dato dimostrativo'] }],
    issuer: issuer.subject,
    notBefore: FROM,
    notAfter: new Date(now.getTime() + 10 * YEAR_MS),
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithmOf(by.privateKey),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(QC_STATEMENTS, false, ESEAL_TYPE),
    ],
  })
  return [`${leaf.toString('pem')}\n`, by.authority]
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
