export { CREDENTIALS_V1, EDC_CONTEXT, PROFILES } from './addresses.ts'
export {
  type AccreditationAnswer,
  type AccreditationSource,
  belongsTo,
  checkAccreditation,
  enclosedAccreditations,
  ownFault,
} from './check-accreditation.ts'
export { type ComposeEdcInput, composeEdc } from './compose.ts'
export type { EdcAccreditation, EdcIssuer, EdcPicture, EdcProfile } from './content.ts'
export { digestToOrder, withOrder } from './order.ts'
export { readEdc } from './read.ts'
export type { EdcAct } from './read-act.ts'
export type { EdcCompetence, EdcHolder, EdcReading } from './reading.ts'
export { type Finding, validateEdcStructure } from './structure/index.ts'
