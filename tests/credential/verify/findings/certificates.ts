import type { JsonObject } from '../../../../credential/json/index.ts'
import { authorityExtensions, certify, type Issued, keyPair, sealExtensions, signerOf } from '../../../fixtures/seal-authority.ts'
import { type Cell, refused } from './attacks.ts'
import { BODY_IDENTIFIER, demo, pki } from './world.ts'

/** A certificate of the body's name by somebody who may not certify, with the path that leads to a trusted root. */
export interface Certified {
  readonly leaf: Issued
  readonly others: readonly Issued[]
  /** As a header brings it. */
  readonly x5c: JsonObject[string]
  readonly by: ReturnType<typeof signerOf>
}

async function certified(by: Issued, others: readonly Issued[]): Promise<Certified> {
  const subject = `CN=Sigillo ${demo.body.name}, O=${demo.body.name}, C=IT, 2.5.4.97=${BODY_IDENTIFIER}`
  const leaf = await certify({ subject, keys: keyPair('P-256'), by, extensions: sealExtensions() })
  return { leaf, others, x5c: [leaf, ...others].map(({ certificate }) => certificate.toString('base64')), by: signerOf(leaf.keys) }
}

/** The seal of somebody else, who signs a certificate with it. */
export async function byNoAuthority(): Promise<Certified> {
  const keys = keyPair('P-256')
  const impostor = await certify({ subject: 'CN=Impostore, O=Ente, C=IT', keys, by: pki.authority, extensions: sealExtensions() })
  return certified(impostor, [impostor, pki.authority])
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
): Readonly<Record<'authority-that-is-none' | 'authority-that-ended', Cell>> {
  return {
    'authority-that-is-none': refused(complaint, async () => forge(await byNoAuthority())),
    'authority-that-ended': refused(complaint, async () => forge(await byEndedAuthority())),
  }
}
