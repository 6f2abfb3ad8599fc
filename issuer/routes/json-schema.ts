import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** One schema is validation, type and OpenAPI: what Fastify's ajv checks and `/api/docs` shows is made from the zod object. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return rest
}

export const id = z.uuid()
export const idParams = z.strictObject({ id })
/** From 1; of a list that comes in pages. An address holds text: `readPageNumbers` makes it a number once it was let in. */
export const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)
export type IdParams = z.infer<typeof idParams>

/** The validator changes nothing that it is shown (http/app.ts), so the page of a list comes out of the address as text. */
export function readPageNumbers(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ query }) => {
    const asked = query as { page?: unknown }
    if (typeof asked.page === 'string') asked.page = Number(asked.page)
  })
}
