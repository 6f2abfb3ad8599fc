import { z } from 'zod'

/** One schema is validation, type and OpenAPI: what Fastify's ajv checks and `/api/docs` shows is made from the zod object. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return rest
}

export const id = z.uuid()
export const idParams = z.strictObject({ id })
/** From 1; of a list that comes in pages. */
export const pageNumber = z.coerce.number().int().min(1).max(10_000)
export type IdParams = z.infer<typeof idParams>
