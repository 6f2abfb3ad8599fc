import { z } from 'zod'
import type { Attestation, Outcome } from '../../../credential/attestation/attestation.ts'
import { day } from '../../day.ts'

const line = z.string().trim().min(1).max(300)
const title = z.strictObject({
  it: line,
  en: line.exactOptional(),
  fr: line.exactOptional(),
  es: line.exactOptional(),
  uk: line.exactOptional(),
  ar: line.exactOptional(),
})
const person = z.strictObject({ givenName: line, familyName: line, birthDate: z.iso.date(), taxCode: z.string().trim().max(16) })
const experience = z.strictObject({
  title: line,
  organisation: line.exactOptional(),
  from: day.exactOptional(),
  until: day.exactOptional(),
  // Whole hours, as the dossier has them.
  hours: z.int().min(1).max(100_000).exactOptional(),
})

/**
 * What of an act that a commission decided may have been written wrong: whose it is, never what was judged. Its title is that of the
 * repertory, and can only be brought back to it (`repertory-title.ts`).
 */
export const correctedByChamber = z.strictObject({ person, title })

/** Of an act that a body releases by itself: also what the person did, and for how long. */
export const correctedByBody = correctedByChamber.extend({
  experiences: z.array(experience).max(200),
  workloadHours: z.int().min(1).max(100_000).exactOptional(),
})

export type CorrectedByChamber = z.infer<typeof correctedByChamber>
export type CorrectedByBody = z.infer<typeof correctedByBody>
export type Corrected = CorrectedByChamber & Partial<Pick<CorrectedByBody, 'experiences' | 'workloadHours'>>

type Said = Pick<Attestation, 'title' | 'outcome'>

/** What stands on an act of all that may be corrected. */
export function correctableOf({ title, outcome }: Said): CorrectedByBody {
  const { person, learning, workloadHours } = outcome
  return {
    person,
    title,
    experiences: learning.experiences.map((experience) => ({ ...experience })),
    ...(workloadHours !== undefined && { workloadHours }),
  }
}

/** The act's title and outcome as they should have been written; whatever may not be corrected stays. */
export function applyCorrected({ title: _, outcome }: Said, { person, title, ...further }: Corrected): Said {
  if (further.experiences === undefined) return { title, outcome: { ...outcome, person } }
  const { workloadHours: __, ...rest } = outcome
  const corrected: Outcome = {
    ...rest,
    person,
    learning: { ...outcome.learning, experiences: further.experiences },
    ...(further.workloadHours !== undefined && { workloadHours: further.workloadHours }),
  }
  return { title, outcome: corrected }
}
