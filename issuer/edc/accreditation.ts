import { z } from 'zod'
import { instant } from '../day.ts'

const line = z.string().trim().min(1).max(1000)

/** An accreditation as the Union's register publishes it, in the terms of `EdcAccreditation`. */
export const accreditation = z.strictObject({
  id: z.url({ protocol: /^https?$/ }).max(2048),
  title: line,
  type: z.enum(['institutional-licence', 'programme-quality', 'institutional-quality', 'programme-licence']),
  agent: z.strictObject({ id: z.url().max(1000), legalName: line, country: z.string().regex(/^[A-Z]{2}$/) }),
  issuedAt: instant.optional(),
  expiresAt: instant.optional(),
  eqfLevels: z.array(z.int().min(1).max(8)).max(8).optional(),
})
