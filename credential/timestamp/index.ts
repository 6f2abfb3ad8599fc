export { composeTimestampRequest, type TimestampRequest } from './compose-request.ts'
export { type ReadResponseInput, readTimestampResponse } from './read-response.ts'
export { type VerifiedTimestamp, type VerifyTimestampInput, verifyTimestamp } from './verify-token.ts'
