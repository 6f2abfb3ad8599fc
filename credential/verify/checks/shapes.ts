import { type Check, found, skipped } from '../finding.ts'

/**
 * Were the official shapes of the European model asked? Of European credentials, where an operator has installed them. Our own table judges
 * every one, so a credential too large to ask them is good without; but it is told.
 */
export const shapes: Check = {
  id: 'shapes',
  applies: ({ examination }) => examination?.shapes !== undefined,
  run({ examination }) {
    if (examination?.shapes === undefined || examination.statement === undefined) return skipped
    const finding = found(examination.shapes)
    return finding.code === 'shapes.too-large' ? { ...finding, required: false } : finding
  },
}
