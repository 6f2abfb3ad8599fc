import type { Transaction } from '../../db/database.ts'
import { NOT_EXAMINED } from '../not-examined.ts'
import { type CommissionFacts, type CommissionPaper, commissionFacts } from './commission-facts.ts'
import { at, cited, type Line, type Section, same } from './line.ts'
import { minutesParts, saidOf } from './minutes-parts.ts'
import { type AnswerRow, sayAnswer } from './say-answer.ts'
import { withdrawnContent } from './withdrawn-content.ts'

interface Minutes {
  lines: string[]
  number: string
  sat_at: Date
  closed_at: Date
  closed_by: string
  closer: string
  digest: string | null
  sealed_at: Date | null
}

interface Judged {
  case_id: string
  it: string
  en: string | null
  outcome: 'certificata' | 'non certificata'
  reason: string
}

/**
 * The minutes as they were signed, with who signed, remarked or refused, and who sealed; of the candidates only those that the reader may
 * know. The Italian lines are those of the signed text; the English ones are made of what is recorded.
 */
export async function minutesContent(paper: CommissionPaper, tx: Pick<Transaction, 'rows'>): Promise<Section[]> {
  const facts = await commissionFacts(paper, tx)
  if (facts === undefined) return []
  const [minutes] = await tx.rows<Minutes>(
    `SELECT attesta_minutes_lines(m.sitting_id) AS lines, m.number, m.sat_at, m.closed_at, m.closed_by, a.name AS closer, t.digest,
       (SELECT min(d.closed_at) FROM decision d WHERE d.sitting_id = m.sitting_id) AS sealed_at
     FROM minutes m JOIN account a ON a.id = m.closed_by LEFT JOIN minutes_text t ON t.id = m.text_id WHERE m.sitting_id = $1`,
    [facts.sittingId],
  )
  if (minutes === undefined) return []
  const judged = await tx.rows<Judged>(
    `SELECT j.case_id, c.competence->'name'->>'it' AS it, c.competence->'name'->>'en' AS en, j.outcome, j.reason
     FROM judgement j JOIN case_competence c ON c.id = j.competence_id WHERE j.sitting_id = $1 ORDER BY c.position`,
    [facts.sittingId],
  )
  const present = await tx.rows<{ expert_id: string }>('SELECT expert_id FROM sitting_presence WHERE sitting_id = $1', [facts.sittingId])
  const answers = await tx.rows<AnswerRow>(
    `SELECT g.expert_id, g.answer, g.note, g.answered_at FROM minutes_signature g JOIN minutes m ON m.text_id = g.text_id
     WHERE m.sitting_id = $1 ORDER BY g.answered_at`,
    [facts.sittingId],
  )
  const declared = await tx.rows<{ expert_id: string }>(
    `SELECT m.expert_id FROM commission_member m WHERE m.commission_id = $2 AND NOT EXISTS (
       SELECT 1 FROM commission_candidate k WHERE k.commission_id = m.commission_id
         AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = $1 AND l.case_id = k.case_id)
         AND NOT EXISTS (SELECT 1 FROM sitting_declaration d WHERE d.sitting_id = $1 AND d.expert_id = m.expert_id AND d.case_id = k.case_id))`,
    [facts.sittingId, paper.commissionId],
  )
  const parts = minutesParts(minutes.lines)
  const said = facts.candidates.map((candidate) => ({ candidate, lines: saidOf(candidate, parts) }))
  // A name that was put right since is not that of the text, which whoever may read all of it has whole.
  const unclaimed = parts.candidates
    .filter((part) => !said.some(({ lines }) => lines === part))
    .map((part): Section => ({ heading: ['Candidato, come nel testo firmato', 'Candidate, as in the signed text'], lines: part.map(same) }))
  const among = (rows: readonly { expert_id: string }[]) =>
    facts.members.filter(({ expertId }) => rows.some(({ expert_id }) => expert_id === expertId))
  return [
    {
      heading: ['Seduta', 'Sitting'],
      lines: [...parts.preamble.map(italian), ...sitting(facts, { minutes, there: among(present), declared: among(declared) })],
    },
    ...said.map(
      ({ candidate: { caseId, number, name, body, leftOut }, lines }): Section => ({
        heading: [name, name],
        lines: [
          ...lines.map(italian),
          english(`Candidate: ${name}, case ${number} of ${body}.`),
          // What was judged before they were left out decides nothing, and is not in the text.
          ...(leftOut === null ? judged.filter(({ case_id }) => case_id === caseId).map(judgement) : [english(NOT_EXAMINED[leftOut][1])]),
        ],
      }),
    ),
    ...(paper.caseIds === undefined ? unclaimed : []),
    ...(facts.heard === facts.candidates.length ? [] : [extract(facts)]),
    { heading: ['Firme', 'Signatures'], lines: signatures(facts, minutes, answers) },
    // Why a text was withdrawn may name anybody: the file of one person does not tell it.
    ...(paper.caseIds === undefined ? await withdrawnContent(facts, tx) : []),
  ]
}

const italian = (line: string): Line => [line, '']
const english = (line: string): Line => ['', line]

interface Attendance {
  readonly minutes: Minutes
  readonly there: CommissionFacts['members']
  /** Those that declared about every candidate who was not left out. */
  readonly declared: CommissionFacts['members']
}

function sitting({ chamber, actNumber, place, quorum }: CommissionFacts, { minutes, there, declared }: Attendance): Line[] {
  const when = at(minutes.sat_at, { it: () => '', en: (moment) => `On ${moment}` })[1]
  const named = (members: CommissionFacts['members']) => members.map(({ name, role }) => `${name} (${role[1]})`).join(', ')
  return [
    english(`${when}, at ${place}, the commission appointed by ${chamber} with act ${actNumber} meets.`),
    english(`Present: ${named(there)}. Present ${there.length}, required ${quorum}.`),
    ...(declared.length === 0 ? [] : [english(`Declared to have no conflict with each candidate: ${named(declared)}.`)]),
  ]
}

function judgement({ it, en, outcome, reason }: Judged): Line {
  const word = outcome === 'certificata' ? 'certified' : 'not certified'
  return english(`Competence “${en ?? it}”: ${word}. Reason: ${cited(reason)[1]}`)
}

/** What is left out, and how to tell that the whole is the same text. */
function extract({ heard, candidates }: CommissionFacts): Section {
  const others = heard - candidates.length
  return {
    heading: ['Estratto', 'Extract'],
    lines: [
      [
        `Questo è un estratto: la stessa seduta ha esaminato altre persone (${others}), che qui non sono nominate.`,
        `This is an extract: the same sitting examined other people (${others}), who are not named here.`,
      ],
    ],
  }
}

function signatures({ members, chamber }: CommissionFacts, minutes: Minutes, answers: readonly AnswerRow[]): Line[] {
  const closer = members.find(({ accountId }) => accountId === minutes.closed_by)
  const named = (language: 0 | 1, member: CommissionFacts['members'][number] | undefined) =>
    member === undefined ? minutes.closer : `${member.name} (${member.role[language]})`
  const closed = at(minutes.closed_at, {
    it: (when) => `${minutes.digest === null ? 'Firmato' : 'Chiuso'} da ${named(0, closer)}: ${when}.`,
    en: (when) => `${minutes.digest === null ? 'Signed' : 'Closed'} by ${named(1, closer)}: ${when}.`,
  })
  return [
    ...answers.map((answer) => sayAnswer(answer, members)),
    closed,
    ...(minutes.digest === null
      ? []
      : [
          [
            `Impronta SHA-256 del testo intero che è stato firmato: ${minutes.digest}`,
            `SHA-256 fingerprint of the whole text that was signed: ${minutes.digest}`,
          ] as const,
        ]),
    ...(minutes.sealed_at === null
      ? []
      : [
          at(minutes.sealed_at, {
            it: (when) => `La decisione è sigillata elettronicamente da ${chamber}: ${when}.`,
            en: (when) => `The decision is sealed electronically by ${chamber}: ${when}.`,
          }),
        ]),
  ]
}
