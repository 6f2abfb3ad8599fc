export interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
}

/** Something that a schema lets in: every route is to refuse for whose it is, not for how it is asked. `idOf` gives the ids, by field. */
export function sampleOf(schema: Schema, idOf: (field: string) => string, named = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf?.[0] !== undefined) return sampleOf(schema.anyOf[0], idOf, named)
  if (schema.type === 'object') {
    // What may be left out is sent where it is an id: an id that is looked at nowhere would be the hole.
    const sent = Object.entries(schema.properties ?? {}).filter(([name, field]) => schema.required?.includes(name) || namesRow(name, field))
    return Object.fromEntries(sent.map(([name, field]) => [name, sampleOf(field, idOf, name)]))
  }
  if (schema.type === 'array') {
    const items = Math.max(schema.minItems ?? 0, namesRow(named, schema) ? 1 : 0)
    return Array.from({ length: items }, () => sampleOf(schema.items ?? {}, idOf, named))
  }
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.format === 'uuid' || namesRow(named, schema)) return idOf(named)
  if (schema.format === 'date') return '2026-01-02'
  if (schema.format === 'date-time' || named.endsWith('At')) return '2099-01-02T10:00:00Z'
  if (schema.format === 'email') return 'a@posta.example'
  if (schema.pattern?.includes('A-Za-z0-9+/')) return 'AAAA'
  if (schema.pattern === '^[A-Z]{2}$') return 'BG'
  if (schema.pattern === '^[0-9a-f]{64}$') return '0'.repeat(64)
  return 'x'.repeat(Math.max(schema.minLength ?? 1, 12)).slice(0, 12)
}

/** A field that holds an id: by its format, or by its name where ids are numbers. */
export const namesRow = (name: string, schema: Schema): boolean => schema.format === 'uuid' || /Ids?$/.test(name)
