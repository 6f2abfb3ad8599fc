import { type Check, skipped } from '../finding.ts'

/**
 * Does the accreditation that the document names cover it? Of European credentials that say they are accredited. Without a register to
 * look into nobody can tell; `recognition` says whether the issuer is known otherwise.
 */
export const accreditation: Check = {
  id: 'accreditation',
  applies: ({ examination }) => examination?.accreditation !== undefined,
  run({ examination }) {
    if (examination?.accreditation === undefined || examination.statement === undefined) return skipped
    return { ...examination.accreditation, required: examination.accreditation.outcome !== 'not-checked' }
  },
}
