import { randomUUID } from 'node:crypto'
import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Database } from '../db/database.ts'
import { fileDocument } from '../steps/file-document.ts'

export interface NoteInput {
  readonly attestationId: string
  readonly organisationId: string
  readonly form: string
  readonly kid: string
  readonly at: Date
  /** Whether the person fetches it themself, by wallet, page or platform; else it is for their body. */
  readonly toHolder: boolean
  /** Of a holder who fetches it at receipt: asked for again under one offer, it is the same handing over. */
  readonly offerId?: string
}

/** For whom a duplicate is: the person, somebody who acts for them, or an office. */
export const ASKERS = ['titolare', 'delegato', 'ufficio'] as const
export type Asker = (typeof ASKERS)[number]

const ASKED: Readonly<Record<Asker, string>> = {
  titolare: 'chiesto dalla persona',
  delegato: 'chiesto da chi ha la sua delega',
  ufficio: "chiesto dall'ufficio",
}

export interface Noted {
  readonly number: string
  readonly digest: string
  readonly record: Attestation
  readonly pageSecret: string
  /** Of paper: 0 is the original. */
  readonly copy: number
}

const FOUND =
  'SELECT id, organisation_id, number, digest, record, page_secret AS "pageSecret" FROM attestation WHERE id = $1 AND organisation_id = $2'

/** Writes down that a form of an act is about to be made; undefined when the organisation has no such act. */
export async function noteRendering(
  { attestationId, organisationId, form, kid, at, toHolder, offerId }: NoteInput,
  db: Database,
): Promise<Noted | undefined> {
  const [found] = await db.rows<Noted>(
    `WITH found AS (${FOUND}),
       noted AS (INSERT INTO rendering (organisation_id, attestation_id, form, kid, issued_at, offer_id, to_holder)
         SELECT organisation_id, id, $3, $4, $5, $6, $7 FROM found
         WHERE NOT EXISTS (SELECT 1 FROM rendering r WHERE r.offer_id = $6 AND r.form = $3))
     SELECT number, digest, record, "pageSecret", 0 AS copy FROM found`,
    [attestationId, organisationId, form, kid, at, offerId ?? null, toHolder],
  )
  return found
}

/** The act without a note, for what is part of something that has one. */
export async function findAct(
  { attestationId, organisationId }: Pick<NoteInput, 'attestationId' | 'organisationId'>,
  db: Database,
): Promise<Omit<Noted, 'copy'> | undefined> {
  const [found] = await db.rows<Omit<Noted, 'copy'>>(FOUND, [attestationId, organisationId])
  return found
}

/** Whether the same form, under the same key, was written down before for the same side. */
export async function isNoted({ attestationId, form, kid, toHolder }: NoteInput, db: Database): Promise<boolean> {
  const noted = await db.rows('SELECT 1 FROM rendering WHERE attestation_id = $1 AND form = $2 AND kid = $3 AND to_holder = $4 LIMIT 1', [
    attestationId,
    form,
    kid,
    toHolder,
  ])
  return noted.length > 0
}

/**
 * The same for paper, which is counted: the act's row is locked, so that two who print at once print two numbers, and what was printed is
 * an entry of the audit. A duplicate stands among the documents of the case, with who asked for it and when.
 */
export async function notePaper(
  {
    attestationId,
    organisationId,
    form,
    kid,
    at,
    by,
    toHolder,
    offerId,
    askedBy,
  }: NoteInput & { readonly by: string; readonly askedBy?: Asker | undefined },
  db: Database,
): Promise<Noted | undefined> {
  // A request of its own each time: asked for twice, it is printed twice.
  const request = { organisationId, key: randomUUID(), action: 'print-attestation', input: { attestationId, form } }
  const asker: Asker = toHolder ? 'titolare' : (askedBy ?? 'ufficio')
  const { copy } = await db.transaction(request, async (tx) => {
    const locked = await tx.row<{ number: string; case_id: string; body: string }>(
      `SELECT a.number, a.case_id, o.name AS body FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE a.id = $1 AND a.organisation_id = $2 FOR NO KEY UPDATE OF a`,
      [attestationId, organisationId],
    )
    if (locked === undefined) return { copy: null }
    const before = await tx.row<{ copy: number }>('SELECT copy FROM rendering WHERE offer_id = $1 AND form = $2', [offerId ?? null, form])
    if (before !== undefined) return before
    const noted = await tx.row<{ copy: number }>(
      `INSERT INTO rendering (organisation_id, attestation_id, form, kid, issued_at, offer_id, to_holder, asked_by, printed_by, copy)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT count(*) FROM rendering r WHERE r.attestation_id = $2 AND r.form = $3 AND r.copy IS NOT NULL)
       RETURNING copy`,
      [organisationId, attestationId, form, kid, at, offerId ?? null, toHolder, asker, toHolder ? null : by],
    )
    const copy = noted?.copy ?? 0
    const action = copy === 0 ? 'attestation.printed' : 'attestation.duplicated'
    tx.audit({ organisationId, action, actor: by, subject: attestationId, facts: { form, copy } })
    if (copy > 0) {
      const { number, case_id: caseId, body } = locked
      const title = `Duplicato n. ${copy} dell'atto ${number}, ${ASKED[asker]}`
      await fileDocument({ organisationId, caseId, class: 'duplicato', title, sealedBy: body, attestationId, at }, tx)
    }
    return { copy }
  })
  const found = await findAct({ attestationId, organisationId }, db)
  return found === undefined || copy === null ? undefined : { ...found, copy }
}
