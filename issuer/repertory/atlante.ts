import { z } from 'zod'
import shipped from '../../schemas/repertory/atlante.json' with { type: 'json' }
import { rowId, text, words } from './row-shape.ts'

const code = rowId.max(40)

/** A competence of the repertory that an activity speaks for, and why; nobody has judged anything by it. */
const link = z.strictObject({ entry: rowId, why: text(600) })
const activity = z.strictObject({ code, name: text(500), competences: z.array(link).max(50).optional() })

/**
 * One release of the Atlante as a file: areas of activity (ADA), each in its sector, process and sequence, with its activities and the
 * competences they speak for (domain.md §4.2). Codes are renumbered between releases, so none travels without the release's name.
 */
export const atlanteRelease = z.strictObject({
  repertory: text(200),
  release: text(200),
  note: words.optional(),
  areas: z
    .array(
      z.strictObject({
        code,
        name: text(500),
        sector: text(200),
        process: text(300),
        sequence: text(300),
        results: z.array(text(1000)).max(100).optional(),
        activities: z.array(activity).min(1).max(300),
        source: text(2000).optional(),
        demo: z.boolean(),
      }),
    )
    .max(5000),
})
export type AtlanteRelease = z.infer<typeof atlanteRelease>
export type AtlanteArea = AtlanteRelease['areas'][number]
export type AtlanteActivity = AtlanteArea['activities'][number]

/** The release that ships: for the demonstration, invented throughout. */
export const shippedAtlante: AtlanteRelease = atlanteRelease.parse(shipped)
