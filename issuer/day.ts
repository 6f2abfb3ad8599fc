import { z } from 'zod'

/** What happens in this house does so in these years; a database, a calendar and `Date` each have other ends (year 0 is none of PostgreSQL's). */
const YEARS = /^(19|20|21)\d\d-/

/** A calendar date that a request may name, `YYYY-MM-DD`. */
export const day = z.iso.date().regex(YEARS).meta({ format: 'date' })

/** An instant that a request may name, with its zone. */
export const instant = z.iso.datetime({ offset: true }).regex(YEARS).meta({ format: 'date-time' })
