import { type Check, found } from '../finding.ts'

/** Is it a document of a form that can be verified at all? */
export const format: Check = {
  id: 'format',
  applies: () => true,
  run: ({ format }) => found(format),
}
