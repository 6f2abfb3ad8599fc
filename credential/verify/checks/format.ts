import { type Check, required } from '../finding.ts'

/** Is it a document of a form that can be verified at all? */
export const format: Check = {
  id: 'format',
  applies: () => true,
  run: ({ format }) => required(format),
}
