export { canonicalize } from './canonicalize.ts'
export { type JsonLimits, parseStrictJson } from './parse.ts'
export { isObject, type JsonObject, type JsonValue } from './value.ts'
