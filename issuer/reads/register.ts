import type { Attestation } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import { shownAct } from '../steps/shown.ts'
import { readSuccession } from './corrections.ts'

export const REGISTER_KINDS = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'] as const
export const REGISTER_STATES = ['valido', 'sospeso', 'annullato', 'sostituito'] as const
export type RegisterState = (typeof REGISTER_STATES)[number]

export interface RegisterAsked {
  /** Beginning of a number. Nobody is looked for by name (domain.md §5.4). */
  readonly number?: string | undefined
  readonly kind?: (typeof REGISTER_KINDS)[number] | undefined
  readonly state?: RegisterState | undefined
  readonly page?: number | undefined
}

interface Row {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly title: Attestation['title']
  readonly body: string
  readonly released_at: Date
  readonly word: RegisterState
  /** Number of the act that took its place. */
  readonly successor: string | null
  readonly total: number
}

const PER_PAGE = 25
const WORD = `coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido')`

/** What of the register an actor sees: the Region what it recognised, a body its own; `$1` is the organisation. */
function scopeOf(actor: Actor): string {
  if (actor.role === 'region') return 'EXISTS (SELECT 1 FROM recognition r WHERE r.id = a.recognition_id AND r.recogniser_id = $1)'
  return actor.role === 'officer' ? 'a.organisation_id = $1' : '$1::uuid IS NULL'
}

/** One page of the register of acts, newest first; and how many of each kind there are on all pages. */
export async function readRegister({ actor, asked = {}, db }: { actor: Actor; asked?: RegisterAsked; db: Pick<Database, 'rows'> }) {
  const { number = '', kind, state, page = 1 } = asked
  const rows = await db.rows<Row>(
    `SELECT a.id, a.number, a.kind, a.record->'title' AS title, o.name AS body, a.released_at, ${WORD} AS word,
       (SELECT n.number FROM attestation n WHERE n.replaces = a.id) AS successor, count(*) OVER ()::int AS total
     FROM attestation a JOIN organisation o ON o.id = a.organisation_id
     WHERE ${scopeOf(actor)} AND ($2 = '' OR a.number LIKE $2) AND ($3::text IS NULL OR a.kind = $3) AND ($4::text IS NULL OR ${WORD} = $4)
     ORDER BY a.released_at DESC, a.number LIMIT ${PER_PAGE} OFFSET $5`,
    [actor.organisation.id, beginning(number), kind ?? null, state ?? null, (page - 1) * PER_PAGE],
  )
  const total = rows[0]?.total ?? 0
  const kinds = await db.rows<{ kind: string; count: number }>(
    `SELECT a.kind, count(*)::int AS count FROM attestation a
     WHERE ${scopeOf(actor)} AND ($2 = '' OR a.number LIKE $2) AND ($3::text IS NULL OR a.kind = $3) AND ($4::text IS NULL OR ${WORD} = $4)
     GROUP BY a.kind ORDER BY count(*) DESC, a.kind`,
    [actor.organisation.id, beginning(number), kind ?? null, state ?? null],
  )
  return {
    total,
    kinds,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    items: rows.map(({ id, number, kind, title, body, released_at, word, successor }) => ({
      id,
      number,
      kind,
      titleByLanguage: title,
      body,
      releasedAt: formatDateTime(released_at),
      state: word,
      ...(successor !== null && { successor }),
    })),
  }
}

function beginning(number: string): string {
  const asked = number.trim()
  return asked === '' ? '' : `${asked.replace(/[\\%_]/g, '\\$&')}%`
}

interface EntryRow extends Row {
  readonly record: Attestation
  readonly digest: string
  readonly body_id: string
  readonly case_id: string
  readonly case_number: string
  readonly minutes_number: string | null
  readonly commission_act: string | null
  readonly chamber: string | null
  readonly recognition_act: string
}

interface ChangeRow {
  readonly word: RegisterState
  readonly since: Date
  readonly reason_class: string
  readonly reason: string
  readonly successor: string | null
  readonly act_number: string | null
  readonly act_date: string | null
  readonly by: string
}

/**
 * One entry of the register, with the acts that it stands on and those about it.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function readRegisterEntry({ attestationId, actor, db }: { attestationId: string; actor: Actor; db: Pick<Database, 'rows'> }) {
  const [found] = await db.rows<EntryRow>(
    `SELECT a.id, a.number, a.kind, a.record, a.digest, a.record->'title' AS title, o.id AS body_id, o.name AS body, a.released_at, ${WORD} AS word, a.case_id,
       k.number AS case_number, m.number AS minutes_number, c.act_number AS commission_act, h.name AS chamber, r.act_number AS recognition_act
     FROM attestation a JOIN organisation o ON o.id = a.organisation_id JOIN ivc_case k ON k.id = a.case_id
       JOIN recognition r ON r.id = a.recognition_id
       LEFT JOIN decision d ON d.id = a.decision_id LEFT JOIN minutes m ON m.sitting_id = d.sitting_id
       LEFT JOIN sitting s ON s.id = d.sitting_id LEFT JOIN commission c ON c.id = s.commission_id LEFT JOIN organisation h ON h.id = c.organisation_id
     WHERE a.id = $2 AND ${scopeOf(actor)}`,
    [actor.organisation.id, attestationId],
  )
  if (found === undefined) throw new AttestaError('attestation.unknown')
  const changes = await db.rows<ChangeRow>(
    `SELECT c.word, c.since, c.reason_class, c.reason, c.successor, c.act_number, c.act_date::text, coalesce(o.name, b.name) AS by
     FROM status_change c JOIN organisation b ON b.id = c.organisation_id LEFT JOIN organisation o ON o.id = c.decided_for
     WHERE c.attestation_id = $1 ORDER BY c.seq`,
    [attestationId],
  )
  const { record } = found
  const { reasons } = rulePackOf(record.rulePack)
  const shown = shownAct({ attestationId, caseId: found.case_id, bodyId: found.body_id })
  return {
    id: found.id,
    version: await versionOf(shown, db),
    number: found.number,
    kind: found.kind,
    digest: found.digest,
    titleByLanguage: record.title,
    person: { name: `${record.outcome.person.givenName} ${record.outcome.person.familyName}` },
    body: found.body,
    case: { id: found.case_id, number: found.case_number },
    releasedAt: formatDateTime(found.released_at),
    state: found.word,
    standsOn: {
      recognition: found.recognition_act,
      ...(found.commission_act !== null && { chamber: found.chamber ?? '', appointment: found.commission_act }),
      ...(found.minutes_number !== null && { minutes: found.minutes_number }),
    },
    changes: changes.map(({ word, since, reason_class, reason, successor, act_number, act_date, by }) => ({
      word,
      since: formatDateTime(since),
      reasonTitle: reasons.find(({ id }) => id === reason_class) ?? { it: reason_class, en: reason_class },
      reason,
      by,
      ...(successor !== null && { successor }),
      ...(act_number !== null && { actNumber: act_number, ...(act_date !== null && { actDate: act_date }) }),
    })),
    reasons: reasons.map(({ id, words, it, en }) => ({ id, words, it, en })),
    ...(await readSuccession({ attestationId, db })),
    /** The Region acts on what a body released; the body does so on its own page. */
    mayChange: actor.role === 'region',
  }
}
