import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { TERM_ROWS } from '../procedure/terms.ts'
import { stateWord } from '../steps/state-word.ts'
import { PER_PAGE, pageOf } from './page.ts'
import { plainWords } from './plain-words.ts'
import { titlesInPart } from './titles-in-part.ts'

/** What people mean by where a case stands, each as the states of the procedure. */
export const CASE_GROUPS = {
  aperte: [
    'accoglienza',
    'individuazione',
    'trasparenza_rilasciata',
    'domanda_presentata',
    'ammessa',
    'accertamento',
    'validazione_rilasciata',
  ],
  commissione: ['commissione_richiesta', 'commissione_nominata', 'convocato', 'esame_aperto', 'esame_svolto'],
  rilascio: ['verbale_firmato', 'da_registrare'],
  rilasciate: ['rilasciato'],
  chiuse: ['annullato', 'respinta', 'non_validata', 'non_certificata', 'conclusa', 'rinuncia', 'passata'],
} as const satisfies Readonly<Record<string, readonly CaseState[]>>
export type CaseGroup = keyof typeof CASE_GROUPS

export const CASE_ORDERS = ['recenti', 'scadenza', 'nome', 'numero'] as const
export type CaseOrder = (typeof CASE_ORDERS)[number]

export interface CasesAsked {
  /** Words of the name, the title or the number; accents and case do not count. */
  readonly words?: string | undefined
  readonly group?: CaseGroup | undefined
  readonly order?: CaseOrder | undefined
  /** Only those whose present step should have been done by now. */
  readonly late?: boolean | undefined
  /** From 1. */
  readonly page?: number | undefined
}

const SORT: Readonly<Record<CaseOrder, string>> = {
  recenti: 'k.updated_at DESC, k.number',
  scadenza: 'd.due NULLS LAST, k.number',
  nome: 'p.family_name, p.given_name, k.number',
  numero: 'k.number DESC',
}

interface Row {
  id: string
  number: string
  name: string
  title: LocalizedText | null
  state: CaseState
  word: string | null
  updated_at: Date
  body: string
  demo: boolean
  due: string | null
  total: number
}

/**
 * One page of the cases that the actor may see: their body's, or those that were put before their Chamber. The database counts, filters
 * and sorts; nobody is sent a list that they did not ask for.
 */
export async function readCases({
  actor,
  asked = {},
  db,
  now,
}: {
  actor: Actor
  asked?: CasesAsked
  db: Pick<Database, 'rows'>
  now: Date
}) {
  const { words = '', group, order = 'recenti', late = false, page = 1 } = asked
  const today = dayInRome(now)
  const { role, organisation } = actor
  const mine =
    role === 'officer'
      ? 'k.organisation_id = $1'
      : role === 'chamber'
        ? 'EXISTS (SELECT 1 FROM commission_request r WHERE r.case_id = k.id AND r.chamber_id = $1)'
        : '$1::uuid IS NULL'
  const rows = await db.rows<Row>(
    `SELECT k.id, k.number, p.given_name || ' ' || p.family_name AS name, k.title, k.state, k.updated_at, o.name AS body, k.demo, d.due::text,
       count(*) OVER ()::int AS total,
       (SELECT coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido')
        FROM attestation a WHERE a.case_id = k.id AND a.kind = 'certificato'
          AND NOT EXISTS (SELECT 1 FROM attestation n WHERE n.replaces = a.id) LIMIT 1) AS word
     FROM ivc_case k JOIN person p ON p.id = k.person_id JOIN organisation o ON o.id = k.organisation_id
     LEFT JOIN jsonb_to_recordset($5::jsonb) AS t (pack text, version text, state text, since text, days integer)
       ON t.pack = k.rule_pack_id AND t.version = k.rule_pack_version AND t.state = k.state
     LEFT JOIN LATERAL (SELECT (max(x.at) AT TIME ZONE 'Europe/Rome')::date + t.days AS due FROM case_transition x
       WHERE x.case_id = k.id AND x.state = t.since) d ON t.days IS NOT NULL
     WHERE ${mine} AND (NOT $6 OR d.due < $7::date) AND ($2::text[] IS NULL OR k.state = ANY ($2))
       AND (SELECT bool_and(position(w IN attesta_plain(concat_ws(' ', k.number, p.given_name, p.family_name, k.title->>'it', k.title->>'en'))) > 0)
            FROM unnest($3::text[]) AS w) IS NOT FALSE
     ORDER BY ${SORT[order]} LIMIT ${PER_PAGE} OFFSET $4`,
    [
      organisation.id,
      group === undefined ? null : CASE_GROUPS[group],
      plainWords(words),
      (page - 1) * PER_PAGE,
      JSON.stringify(TERM_ROWS),
      late,
      today,
    ],
  )
  const total = rows[0]?.total ?? 0
  const inPart = await titlesInPart(
    rows.map(({ id }) => id),
    db,
  )
  return {
    ...pageOf({ page, total }),
    items: rows
      .map((row) => ({ ...row, title: inPart.get(row.id) ?? row.title }))
      .map(({ id, number, name, title, state, word, updated_at, body, demo, due }) => ({
        id,
        number,
        person: { name },
        ...(title !== null && { title: title.it, titleByLanguage: title }),
        state,
        stateWord: stateWord(state),
        ...(word !== null && { attestationState: word }),
        updatedAt: updated_at.toISOString(),
        ...(due !== null && { due: { by: due, late: due < today } }),
        body,
        demo,
      })),
  }
}
