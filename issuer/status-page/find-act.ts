import type { Pool } from 'pg'
import type { Kind } from '../../credential/attestation/attestation.ts'
import { readPageName, statusPageUrl } from './address.ts'

/** What the page tells: the act and its state, and nobody's name. */
export interface ShownAct {
  readonly kind: Kind
  readonly number: string
  readonly body: string
  readonly releasedAt: Date
  /** The end of the act, where it has one; no technical date of a copy. */
  readonly validUntil?: Date
  readonly word: 'valido' | 'sospeso' | 'annullato' | 'sostituito'
  readonly since?: Date
  readonly reasonClass?: string
  readonly rulePack: { readonly id: string; readonly version: string }
  /** The act that took its place, and the address of its page. */
  readonly successor?: { readonly number: string; readonly page: string }
}

interface Row {
  kind: Kind
  number: string
  body: string
  released_at: Date
  valid_until: Date | null
  rule_pack: { id: string; version: string }
  word: ShownAct['word'] | null
  since: Date | null
  reason_class: string | null
  next_number: string | null
  next_secret: string | null
}

/** The act of an address; undefined when the address is of none, whatever is wrong with it. */
export async function findAct({ name, pool, issuerUrl }: { name: string; pool: Pool; issuerUrl: string }): Promise<ShownAct | undefined> {
  const asked = readPageName(name)
  if (asked === undefined) return undefined
  const { rows } = await pool.query<Row>(
    `SELECT a.kind, a.number, o.name AS body, a.released_at, (a.record ->> 'validUntil')::timestamptz AS valid_until,
       a.record -> 'rulePack' AS rule_pack, c.word, c.since, c.reason_class,
       n.number AS next_number, n.page_secret AS next_secret
     FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       LEFT JOIN LATERAL (SELECT * FROM status_change s WHERE s.attestation_id = a.id ORDER BY s.seq DESC LIMIT 1) c ON true
       LEFT JOIN attestation n ON n.number = c.successor AND n.organisation_id = a.organisation_id AND n.kind = a.kind
     WHERE a.page_secret = $1 AND a.number = $2`,
    [asked.secret, asked.number],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const {
    kind,
    number,
    body,
    released_at: releasedAt,
    valid_until: validUntil,
    rule_pack: rulePack,
    word,
    since,
    reason_class: reasonClass,
  } = row
  const { next_number: next, next_secret: secret } = row
  return {
    kind,
    number,
    body,
    releasedAt,
    rulePack,
    ...(validUntil === null ? {} : { validUntil }),
    word: word ?? 'valido',
    ...(since === null ? {} : { since }),
    ...(reasonClass === null ? {} : { reasonClass }),
    ...(next === null || secret === null ? {} : { successor: { number: next, page: statusPageUrl({ issuerUrl, number: next, secret }) } }),
  }
}
