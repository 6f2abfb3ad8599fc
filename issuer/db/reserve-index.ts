import { randomInt } from 'node:crypto'
import type { Transaction } from './database.ts'

export interface ReservedIndex {
  readonly listId: string
  /** Number of the list in its public address, `/status/{slug}/{number}/…`. */
  readonly listNumber: number
  readonly idx: number
}

/** Entries of a list; the floor that herd privacy asks for (Bitstring Status List 1.0 §2.2). */
const SIZE = 131_072

/**
 * Reserves a random, never used position for an attestation, before anything is sealed: what has a signature has a status
 * (security.md §4, Boulder 2019). Random so that neighbours tell nothing (row 36). A list in which ten throws in a row hit
 * taken places is full enough: the next one is opened.
 */
export async function reserveIndex(
  { organisationId, attestationId }: { organisationId: string; attestationId: string },
  tx: Transaction,
): Promise<ReservedIndex> {
  const lists = await tx.rows<{ id: string; number: number; size: number }>(
    'SELECT id, number, size FROM status_list WHERE organisation_id = $1 ORDER BY number DESC LIMIT 1',
    [organisationId],
  )
  const list = lists[0] ?? (await openList({ organisationId, number: 1 }, tx))
  for (let attempt = 0; attempt < 10; attempt++) {
    const idx = randomInt(list.size)
    if (await take({ organisationId, attestationId, list, idx }, tx)) return { listId: list.id, listNumber: list.number, idx }
  }
  await openList({ organisationId, number: list.number + 1 }, tx)
  return reserveIndex({ organisationId, attestationId }, tx)
}

/**
 * The position that was reserved for an attestation when its outcome was decided.
 *
 * @throws Error when there is none, which a decided outcome cannot be without
 */
export async function reservedIndex({ attestationId }: { attestationId: string }, tx: Pick<Transaction, 'row'>): Promise<ReservedIndex> {
  const row = await tx.row<{ list_id: string; number: number; idx: number }>(
    'SELECT i.list_id, l.number, i.idx FROM status_index i JOIN status_list l ON l.id = i.list_id WHERE i.attestation_id = $1',
    [attestationId],
  )
  if (row === undefined) throw new Error('a decided outcome has its place in a status list')
  return { listId: row.list_id, listNumber: row.number, idx: row.idx }
}

interface List {
  readonly id: string
  readonly number: number
  readonly size: number
}

async function openList({ organisationId, number }: { organisationId: string; number: number }, tx: Transaction): Promise<List> {
  await tx.rows('INSERT INTO status_list (organisation_id, number, size) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    organisationId,
    number,
    SIZE,
  ])
  const list = await tx.row<{ id: string; number: number; size: number }>(
    'SELECT id, number, size FROM status_list WHERE organisation_id = $1 AND number = $2',
    [organisationId, number],
  )
  if (list === undefined) throw new Error('the list just opened is not there')
  return list
}

async function take(
  { organisationId, attestationId, list, idx }: { organisationId: string; attestationId: string; list: List; idx: number },
  tx: Transaction,
): Promise<boolean> {
  const taken = await tx.rows(
    `INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (list_id, idx) DO NOTHING RETURNING idx`,
    [list.id, idx, organisationId, list.size, attestationId],
  )
  return taken.length === 1
}
