import { type Check, found, skipped } from '../finding.ts'

/** Does that key belong to the issuer, and was it in use when it signed (security.md §1.4)? */
export const issuerKey: Check = {
  id: 'issuer-key',
  applies: () => true,
  run: ({ examination }) => (examination === undefined ? skipped : found(examination.issuerKey)),
}
