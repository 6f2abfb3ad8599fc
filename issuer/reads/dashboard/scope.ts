import type { Period } from './period.ts'

/** What a Region looks at: days, and the organisations that it recognises or once recognised. */
export interface Looked extends Period {
  readonly regionId: string
}

/** `$1`, `$2` and `$3` of every figure. */
export const lookedValues = ({ from, until, regionId }: Looked) => [from, until, regionId]

/** Whether an organisation is one that the Region in `region` ever recognised: what another Region answers for is not counted here. */
export const RECOGNISED = (column: string, region = '$3') =>
  `${column} IN (SELECT organisation_id FROM recognition WHERE recogniser_id = ${region})`

/**
 * Whether a case came to a state by itself: one that was handed over brings the history of the body before along (issuer/steps/hand-over.ts),
 * and what was counted there is not counted here once more.
 */
export const NOT_BEFORE_HAND_OVER = (caseId: string, state: string) =>
  `NOT EXISTS (SELECT 1 FROM ivc_case mine JOIN case_transition theirs ON theirs.case_id = mine.handed_from
    WHERE mine.id = ${caseId} AND mine.handed_from IS NOT NULL AND theirs.state = ${state})`
