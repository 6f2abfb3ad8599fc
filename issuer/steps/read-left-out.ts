import type { Transaction } from '../db/database.ts'
import { type CaseRecord, readCaseRecord } from './lock-case.ts'
import type { LeftOutWhy, Sitting } from './lock-sitting.ts'

export interface LeftOut {
  readonly record: CaseRecord
  readonly why: LeftOutWhy
}

/** Those without whom a sitting goes on, as its minutes name them. */
export async function readLeftOut({ leftOut }: Pick<Sitting, 'leftOut'>, db: Pick<Transaction, 'rows'>): Promise<LeftOut[]> {
  const read: LeftOut[] = []
  for (const { caseId, why } of leftOut) read.push({ record: await readCaseRecord(caseId, db), why })
  return read
}
