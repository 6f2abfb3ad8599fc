import type { Kind } from './attestation.ts'

/**
 * Kinds that only a commission may decide. In Lombardy the certificate is the outcome of an exam before a commission that the
 * Chamber appoints; transparency, validation and micro-credentials are the body's own (domain.md §2.1, §2.4).
 */
export function needsCommission(kind: Kind): boolean {
  return kind === 'certificato'
}
