import { provinceName } from '../rule-pack/provinces.ts'
import type { CaseRecord } from './lock-case.ts'

export interface NameCommissionInput {
  /** At least one; all of one province. */
  readonly records: readonly Pick<CaseRecord, 'qualification' | 'sector' | 'province' | 'demo'>[]
  readonly actNumber: string
}

/**
 * What people call a commission, and what the verdict shows: the profile that it examines (or the sector, where there are only
 * single competences, or several profiles), the province, the act; never a code of ours.
 */
export function nameCommission({ records, actNumber }: NameCommissionInput): string {
  const profiles = new Set(records.map(({ qualification, sector }) => qualification?.name.it ?? sector))
  const sectors = new Set(records.map(({ sector }) => sector))
  const examines = profiles.size === 1 ? [...profiles][0] : [...sectors].join(', ')
  const name = `Commissione d'esame ${examines}, ${provinceName(records[0]?.province ?? '')}, n. ${actNumber}`
  return records.some(({ demo }) => demo) ? `${name} (dimostrativa)` : name
}
