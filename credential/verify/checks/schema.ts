import { type Check, found, skipped } from '../finding.ts'

/** Does it have the closed form of its kind? A valid proof is not a valid reading (security.md §0, finding 1). */
export const schema: Check = {
  id: 'schema',
  applies: () => true,
  run: ({ examination }) => (examination === undefined ? skipped : found(examination.schema)),
}
