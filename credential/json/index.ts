export { canonicalize } from './canonicalize.ts'
export { type JsonLimits, parseStrictBase64url, parseStrictJson, parseStrictText } from './parse.ts'
export { isObject, type JsonObject, type JsonValue } from './value.ts'
