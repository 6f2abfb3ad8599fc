export { type ComposeOpenBadgeInput, composeOpenBadge } from './compose.ts'
export { identityHash } from './identity-hash.ts'
export { type AlignmentReading, type OpenBadgeReading, readOpenBadge } from './read.ts'
export type { BadgeAct } from './read-act.ts'
