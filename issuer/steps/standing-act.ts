import { AttestaError, type ErrorCode, type Facts } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'

type Db = Pick<Transaction, 'rows'>

/** The acts on which a later step of a case may rest. */
export type BaseKind = 'trasparenza' | 'validazione'

/** An act on which a case would rest, and which does not stand today. */
export interface FallenAct {
  readonly kind: BaseKind
  readonly number: string
  readonly word: string
}

/**
 * The act of this kind that stands for a case, or its successor, where it is suspended or annulled today; also one of the body that had the
 * case before. Undefined where it is valid, and where none was sealed: what was only filed on paper is asked for among the documents.
 */
export async function fallenAct({ caseId, kind }: { caseId: string; kind: BaseKind }, db: Db): Promise<FallenAct | undefined> {
  const [act] = await db.rows<{ number: string; word: string }>('SELECT number, word FROM attesta_act_beneath($1, $2)', [caseId, kind])
  return act === undefined || act.word === 'valido' ? undefined : { kind, number: act.number, word: act.word }
}

/** The same of the act on which the case goes to the exam: the document of validation, by way of exception the one of trasparenza. */
export async function fallenBeneath(caseId: string, db: Db): Promise<FallenAct | undefined> {
  const [rests] = await db.rows<{ kind: BaseKind }>('SELECT attesta_rests_on($1) AS kind', [caseId])
  return fallenAct({ caseId, kind: rests?.kind ?? 'validazione' }, db)
}

/**
 * No exam is asked for, held or answered with a certificate on an act that does not stand today.
 *
 * @throws AttestaError `code`, which names the case, the act and what became of it
 */
export async function requireStanding(
  { records, code }: { records: readonly { readonly id: string; readonly number: string }[]; code: ErrorCode },
  db: Db,
): Promise<void> {
  for (const { id, number } of records) {
    const fallen = await fallenBeneath(id, db)
    if (fallen !== undefined) throw new AttestaError(code, { case: number, ...factsOf(fallen) })
  }
}

const NAMES: Readonly<Record<BaseKind, readonly [it: string, en: string]>> = {
  trasparenza: ['documento di trasparenza', 'document of transparency'],
  validazione: ['documento di validazione', 'document of validation'],
}
const WORDS: Readonly<Record<string, string>> = { sospeso: 'suspended', annullato: 'annulled', sostituito: 'replaced' }

/** What the sentences of the catalogue say of it, in both languages. */
export function factsOf({ kind, number, word }: FallenAct): Facts {
  const [document, documentEn] = NAMES[kind]
  return { document, documentEn, act: number, word, wordEn: WORDS[word] ?? word }
}
