import type { CaseRecord } from './lock-case.ts'
import { provinceName } from './province-name.ts'

export interface NameCommissionInput {
  readonly record: Pick<CaseRecord, 'qualification' | 'sector' | 'province' | 'demo'>
  readonly actNumber: string
}

/**
 * What people call a commission, and what the verdict shows: the profile that it examines (or the sector, where there are only
 * single competences), the province, the act; never a code of ours.
 */
export function nameCommission({ record, actNumber }: NameCommissionInput): string {
  const examines = record.qualification?.name.it ?? record.sector
  const name = `Commissione d'esame ${examines}, ${provinceName(record.province)}, n. ${actNumber}`
  return record.demo ? `${name} (dimostrativa)` : name
}
