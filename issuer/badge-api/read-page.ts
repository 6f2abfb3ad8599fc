import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { instant } from '../day.ts'
import type { Page } from './list-badges.ts'
import { PATHS } from './paths.ts'

const MOST = 50
const DEFAULT = 20
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))

const query = z.strictObject({
  limit: whole(1, 1_000_000).optional(),
  offset: whole(0, 999_999_999).optional(),
  since: instant.optional(),
})

/**
 * The page that is asked for. Who asks for more than there is on one gets as much as there is: the Link header says where the rest lies.
 *
 * @throws AttestaError `badge-api.query`
 */
export function readPage(given: unknown): Page {
  const read = query.safeParse(given)
  if (!read.success) throw new AttestaError('badge-api.query')
  const { limit = DEFAULT, offset = 0, since } = read.data
  return { limit: Math.min(limit, MOST), offset, ...(since === undefined ? {} : { since: new Date(since) }) }
}

/** RFC 8288 links of a page (Open Badges 3.0 §6.4); `since` goes with them. */
export function linksOf({ page, total, issuerUrl }: { page: Page; total: number; issuerUrl: string }): string {
  const { limit, offset, since } = page
  const link = (rel: string, at: number) => {
    const asked = new URLSearchParams({ limit: String(limit), offset: String(at), ...(since && { since: since.toISOString() }) })
    return `<${issuerUrl}${PATHS.credentials}?${asked}>; rel="${rel}"`
  }
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit
  return [
    ...(offset + limit < total ? [link('next', offset + limit)] : []),
    link('last', last),
    link('first', 0),
    ...(offset > 0 ? [link('prev', Math.max(0, offset - limit))] : []),
  ].join(', ')
}
