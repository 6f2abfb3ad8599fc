import { z } from 'zod'
import { rowId, text, words } from './row-shape.ts'

const row = {
  id: rowId,
  code: text(60).optional(),
  name: words,
  section: text(120),
  release: text(200),
  sector: text(200),
  source: text(2000).optional(),
  demo: z.boolean(),
}
const eqfLevel = z.int().min(1).max(8)
const skills = z.array(text(2000)).max(200).optional()

/** One release of a repertory as a file: profiles, and the competences that they are made of. Closed at every level. */
export const repertoryRelease = z.strictObject({
  repertory: text(200),
  note: words.optional(),
  profiles: z.array(z.strictObject({ ...row, eqfLevel, competences: z.array(rowId).min(1).max(100) })).max(5000),
  competences: z.array(z.strictObject({ ...row, eqfLevel: eqfLevel.optional(), abilities: skills, knowledge: skills })).max(50_000),
})
export type RepertoryRelease = z.infer<typeof repertoryRelease>
