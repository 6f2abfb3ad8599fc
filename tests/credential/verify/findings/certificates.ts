import type { JsonObject } from '../../../../credential/json/index.ts'
import {
  authorityExtensions,
  certify,
  endingAt,
  type Issued,
  keyPair,
  sealExtensions,
  signerOf,
  x509,
} from '../../../fixtures/seal-authority.ts'
import { type Cell, refused, type withoutCertificates } from './attacks.ts'
import { BODY_IDENTIFIER, demo, pki } from './world.ts'

/** A certificate of the body's name by somebody who may not certify, with the path that leads to a trusted root. */
export interface Certified {
  readonly leaf: Issued
  readonly others: readonly Issued[]
  /** As a header brings it. */
  readonly x5c: JsonObject[string]
  readonly by: ReturnType<typeof signerOf>
}

async function certified(by: Issued, others: readonly Issued[], change = (genuine: Issued) => genuine): Promise<Certified> {
  const subject = `CN=Sigillo ${demo.body.name}, O=${demo.body.name}, C=IT, 2.5.4.97=${BODY_IDENTIFIER}`
  const leaf = change(await certify({ subject, keys: keyPair('P-256'), by, extensions: sealExtensions() }))
  return { leaf, others, x5c: [leaf, ...others].map(({ certificate }) => certificate.toString('base64')), by: signerOf(leaf.keys) }
}

/** Somebody whose certificate says that they are no authority, and lets their key sign certificates all the same. */
export async function byNoAuthority(): Promise<Certified> {
  const keys = keyPair('P-256')
  const usages = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true)
  const extensions = [new x509.BasicConstraintsExtension(false, undefined, true), usages]
  const impostor = await certify({ subject: 'CN=Impostore, O=Ente, C=IT', keys, by: pki.root, extensions })
  return certified(impostor, [impostor])
}

/** By the authority itself, with an end that no calendar has. */
export function ofFebruary30(): Promise<Certified> {
  return certified(pki.authority, [pki.authority], (genuine) => endingAt(genuine, pki.authority, '270230000000Z'))
}

export async function byEndedAuthority(): Promise<Certified> {
  const ended = await certify({
    subject: 'CN=Scaduta, C=IT',
    keys: keyPair('P-256'),
    by: pki.root,
    extensions: authorityExtensions(),
    until: '2026-01-01T00:00:00Z',
  })
  return certified(ended, [ended])
}

/** Of tokens that may bring certificates, from which nothing here takes a key: whoever signs with one is a stranger to the registry. */
export function bornOfNoAuthority(
  complaint: string,
  forge: (certified: Certified) => Promise<string>,
): Readonly<Record<keyof typeof withoutCertificates, Cell>> {
  return {
    'certificate-of-february-30': refused(complaint, async () => forge(await ofFebruary30())),
    'authority-that-is-none': refused(complaint, async () => forge(await byNoAuthority())),
    'authority-that-ended': refused(complaint, async () => forge(await byEndedAuthority())),
  }
}
