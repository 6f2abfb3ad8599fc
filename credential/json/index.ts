export { canonicalize } from './canonicalize.ts'
export { isWellFormed, type JsonLimits, MAX_JSON_BYTES, parseStrictBase64url, parseStrictJson, parseStrictText } from './parse.ts'
export { isObject, type JsonObject, type JsonValue } from './value.ts'
