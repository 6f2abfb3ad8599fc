import type { Language } from '../../http/page/language.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { requireThat } from '../steps/require-that.ts'
import { csvLine } from './csv-line.ts'

export interface HoursAsked {
  /** Calendar dates, both included. */
  readonly from: string
  readonly until: string
  /** One case; all of the body's where it is left out. */
  readonly caseId?: string | undefined
}

interface Row {
  day: string
  number: string
  person: string
  service: string
  minutes: number
  worked_by: string
  note: string
  rule_pack_id: string
  rule_pack_version: string
}

const WORDS = {
  it: { head: ['giorno', 'pratica', 'persona', 'servizio', 'minuti', 'ore', 'chi', 'nota'], total: 'Totale', decimal: ',' },
  en: { head: ['day', 'case', 'person', 'service', 'minutes', 'hours', 'who', 'note'], total: 'Total', decimal: '.' },
} as const

/**
 * The hours sheet that a body accounts with (domain.md §3): line by line, then a sum for each service and one over all.
 *
 * @throws AttestaError `case.wrong-office`
 */
export async function writeHoursSheet(
  { actor, asked, language }: { actor: Actor; asked: HoursAsked; language: Language },
  db: Pick<Database, 'rows'>,
): Promise<string> {
  requireThat(actor.role === 'officer', 'case.wrong-office', { role: actor.role })
  const rows = await db.rows<Row>(
    `SELECT h.day::text, k.number, p.given_name || ' ' || p.family_name AS person, h.service, h.minutes, a.name AS worked_by, h.note,
       k.rule_pack_id, k.rule_pack_version
     FROM case_hours h JOIN ivc_case k ON k.id = h.case_id JOIN person p ON p.id = k.person_id JOIN account a ON a.id = h.worked_by
     WHERE h.organisation_id = $1 AND h.day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR h.case_id = $4)
     ORDER BY h.day, k.number, h.recorded_at`,
    [actor.organisation.id, asked.from, asked.until, asked.caseId ?? null],
  )
  const { head, total, decimal } = WORDS[language]
  const hours = (minutes: number) => (minutes / 60).toFixed(2).replace('.', decimal)
  const labelOf = ({ service, rule_pack_id: id, rule_pack_version: version }: Row) =>
    rulePackOf({ id, version }).services.find((candidate) => candidate.id === service)?.[language] ?? service
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(labelOf(row), (sums.get(labelOf(row)) ?? 0) + row.minutes)
  const sum = (label: string, minutes: number) => ['', '', '', label, minutes, hours(minutes), '', '']
  const lines = [
    head,
    ...rows.map((row) => [row.day, row.number, row.person, labelOf(row), row.minutes, hours(row.minutes), row.worked_by, row.note]),
    ...[...sums].map(([label, minutes]) => sum(`${total}: ${label}`, minutes)),
    sum(
      total,
      rows.reduce((minutes, row) => minutes + row.minutes, 0),
    ),
  ]
  return `\uFEFF${lines.map(csvLine).join('\r\n')}\r\n`
}
