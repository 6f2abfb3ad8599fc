import { AttestaError } from '../errors.ts'
import type { ReadCertificate } from '../x509/index.ts'

/** id-kp-serverAuth and anyExtendedKeyUsage (RFC 5280 §4.2.1.12). */
const FOR_OTHER_ENDS = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']

/**
 * Is it a certificate with which an organisation may seal (ETSI EN 319 412-3)? Not that of an authority, not that of a web server
 * (whose key lies on a machine that anybody reaches), allowed to sign, and in the name of an organisation.
 *
 * @throws AttestaError `seal.purpose`, `seal.no-organisation`
 */
export function assertSealCertificate({ extensions, subject }: ReadCertificate): void {
  const { isAuthority, keyUsage, purposes } = extensions
  const maySign = keyUsage === undefined || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation')
  if (isAuthority || !maySign || purposes?.ids.some((id) => FOR_OTHER_ENDS.includes(id))) throw new AttestaError('seal.purpose')
  if (subject.organizationIdentifier === undefined) throw new AttestaError('seal.no-organisation')
}
