import { edc } from './edc.ts'
import { learnerRecord } from './learner-record.ts'
import { openBadge, openBadgeJwt, openBadgePng, openBadgeSvg } from './open-badge.ts'
import { pdf } from './pdf.ts'
import type { Rendering } from './rendering.ts'

/** Every form of a file, by the name under which it is asked for and noted. */
export const renderings = {
  'open-badge': openBadge,
  'open-badge-jwt': openBadgeJwt,
  'open-badge-png': openBadgePng,
  'open-badge-svg': openBadgeSvg,
  pdf,
  edc,
  clr: learnerRecord,
} as const satisfies Readonly<Record<string, Rendering>>

export type Form = keyof typeof renderings

export const FORMS = Object.keys(renderings) as [Form, ...Form[]]

/** What whoever may see one act may have: a learner record holds the person's other acts too. */
export const FORMS_OF_ONE_ACT = FORMS.filter((form) => form !== 'clr') as [Form, ...Form[]]
