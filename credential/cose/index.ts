export { type ComposeCodeInput, type ComposedCode, composeCode } from './compose.ts'
export type { CodeContent } from './content.ts'
export { type FoundAuthority, fetchAuthority } from './fetch-authority.ts'
export { CODE_PREFIX, MAX_CODE, MAX_LARGE_CODE, parseCode, type UntrustedCode } from './parse.ts'
