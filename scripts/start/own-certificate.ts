import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Addresses } from './addresses.ts'

/**
 * Our services call one another under the certificate that the operator gave, which may be signed by nobody: every process
 * believes it, beside what it was told to believe already.
 *
 * @returns the environment that says so
 */
export function believeOwnCertificate({ env, dataDir }: Pick<Addresses, 'env' | 'dataDir'>): Readonly<Record<string, string>> {
  const { TLS_CERT, NODE_EXTRA_CA_CERTS: told } = env
  if (TLS_CERT === undefined) return {}
  const file = join(dataDir, 'certificates.pem')
  writeFileSync(file, [told, TLS_CERT].map((path) => (path === undefined ? '' : readFileSync(path, 'utf8'))).join('\n'))
  return { NODE_EXTRA_CA_CERTS: file }
}
