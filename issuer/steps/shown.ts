import type { ReleaseKind } from '../repertory/kinds.ts'
import type { Shown } from './require-unchanged.ts'

/** An act of a body, with what is asked about it: its state, its rettifica. Whoever changes it, the chain of the body tells. */
export function shownAct({ attestationId, caseId, bodyId }: { attestationId: string; caseId: string; bodyId: string }): Shown {
  return { subjects: [attestationId, caseId], organisationId: bodyId, acts: ['attestation.', 'correction.', 'file.tax-code'] }
}

/** An organisation on the board of its Region. */
export function shownOrganisation({ organisationId, regionId }: { organisationId: string; regionId: string }): Shown {
  return { subjects: [organisationId], organisationId: regionId, acts: ['organisation.'] }
}

/** A release beside what is in force: what another accepts meanwhile changes the difference that is read. */
export function shownRelease({
  kind,
  releaseIds,
  regionId,
}: {
  kind: ReleaseKind
  releaseIds: readonly string[]
  regionId: string
}): Shown {
  return { subjects: releaseIds, organisationId: regionId, acts: [`${kind}.accepted`, `${kind}.refused`] }
}

/** What the officers of a body do about the person's own page: the person's own acts come beside it and take nothing away. */
export function shownCitizen({ caseId, bodyId }: { caseId: string; bodyId: string }): Shown {
  return { subjects: [caseId], organisationId: bodyId, acts: ['citizen.access', 'citizen.answer', 'file.upload'] }
}
