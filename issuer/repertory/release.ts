import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const words = z.strictObject({ it: text(600), en: text(600).exactOptional() })
const row = {
  id: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  code: text(60).optional(),
  name: words,
  section: text(120),
  release: text(200),
  sector: text(200),
  source: z.string().max(2000).optional(),
  demo: z.boolean(),
}
const eqfLevel = z.int().min(1).max(8)
const skills = z.array(text(2000)).max(200).optional()

/** One release of a repertory as a file: profiles, and the competences that they are made of. Closed at every level. */
export const repertoryRelease = z.strictObject({
  repertory: text(200),
  note: words.optional(),
  profiles: z.array(z.strictObject({ ...row, eqfLevel, competences: z.array(row.id).min(1).max(100) })).max(5000),
  competences: z.array(z.strictObject({ ...row, eqfLevel: eqfLevel.optional(), abilities: skills, knowledge: skills })).max(50_000),
})
export type RepertoryRelease = z.infer<typeof repertoryRelease>

const MAX_BYTES = 10_000_000

/**
 * Reads a release file. Nothing is half read: one row that is not as it should be, and none is.
 *
 * @throws AttestaError `release-file.too-large`, `release-file.malformed` (names the place), `release-file.twice`, `release-file.unknown-competence`
 */
export function parseRelease(content: string): RepertoryRelease {
  if (content.length > MAX_BYTES) throw new AttestaError('release-file.too-large')
  const judged = repertoryRelease.safeParse(readJson(content))
  if (!judged.success) {
    const place = judged.error.issues[0]?.path.map(String).join('.').slice(0, 120) ?? ''
    throw new AttestaError('release-file.malformed', { place: place === '' ? 'file' : place })
  }
  const { profiles, competences } = judged.data
  for (const ids of [profiles, competences].map((rows) => rows.map(({ id }) => id))) {
    const twice = firstTwice(ids)
    if (twice !== undefined) throw new AttestaError('release-file.twice', { id: twice })
  }
  const known = new Set(competences.map(({ id }) => id))
  const lost = profiles.flatMap((profile) => profile.competences).find((id) => !known.has(id))
  if (lost !== undefined) throw new AttestaError('release-file.unknown-competence', { id: lost })
  return judged.data
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return undefined
}
