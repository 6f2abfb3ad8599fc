import type { Transaction } from '../db/database.ts'
import { changeFile, type FileInput } from './change-file.ts'
import type { CaseFile } from './lock-case.ts'
import { readRecognition } from './read-recognition.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface GiveNumberInput extends FileInput {
  readonly number: string
}

/** What a number of a register may be made of, as long as no format is known (domain.md §2.6). */
const FORMAT = /^[A-Za-z0-9][A-Za-z0-9./-]{2,59}$/

/** The number of the register has come: the body writes it down; until the release it may be mended. */
export async function giveNumber({ number, ...input }: GiveNumberInput, world: World): Promise<null> {
  return changeFile(
    input,
    {
      action: 'file.register-number',
      task: 'release',
      during: ['da_registrare'],
      input: { number },
      async work({ file, tx, at }) {
        await keepNumber({ file, number, by: input.actor.accountId, at }, tx)
        return null
      },
    },
    world,
  )
}

export interface KeptNumber {
  /** A case in `da_registrare`, under its lock. */
  readonly file: Pick<CaseFile, 'id' | 'organisationId' | 'kind' | 'rulePack'>
  readonly number: string
  readonly by: string
  readonly at: Date
}

/**
 * Keeps the number that a case waits for, typed by the body or read from a file that came back.
 *
 * @throws AttestaError `register.from-here`, `register.number-format`, `register.number-taken`, `release.not-recognised`
 */
export async function keepNumber({ file, number: typed, by, at }: KeptNumber, tx: Transaction): Promise<void> {
  const number = typed.trim()
  requireThat(file.rulePack.numbering.attestation.givenBy === 'outside', 'register.from-here')
  requireThat(FORMAT.test(number), 'register.number-format')
  const recognition = await readRecognition({ organisationId: file.organisationId, action: 'issue', scope: file.kind, at }, tx)
  requireThat(recognition !== undefined, 'release.not-recognised', { kind: file.kind })
  const taken = await tx.row(
    `SELECT 1 FROM register_number WHERE titular_id = $1 AND number = $2 AND case_id <> $3
     UNION ALL SELECT 1 FROM attestation WHERE number = $2 LIMIT 1`,
    [recognition.titular.id, number, file.id],
  )
  requireThat(taken === undefined, 'register.number-taken')
  await tx.rows(
    `INSERT INTO register_number (case_id, organisation_id, titular_id, number, given_at, given_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (case_id) DO UPDATE SET number = $4, given_at = $5, given_by = $6`,
    [file.id, file.organisationId, recognition.titular.id, number, at, by],
  )
}

/** The number that a case was given from outside; undefined while it waits. */
export async function givenNumber(caseId: string, tx: Pick<Transaction, 'rows'>): Promise<string | undefined> {
  const [row] = await tx.rows<{ number: string }>('SELECT number FROM register_number WHERE case_id = $1', [caseId])
  return row?.number
}
