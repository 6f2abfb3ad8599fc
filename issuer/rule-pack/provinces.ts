import names from '../../schemas/provinces.json' with { type: 'json' }
import type { RulePack } from './rule-pack.ts'

const NAMES: Readonly<Record<string, string>> = names

export interface Province {
  /** Plate code (ISO 3166-2:IT). */
  readonly code: string
  readonly name: string
}

/** A province by its name; one that no rule pack knows keeps its code. */
export function provinceName(code: string): string {
  return NAMES[code] ?? code
}

/** The provinces of the region whose rules these are, by name: those for which somebody appoints. */
export function provincesOf({ chambers }: Pick<RulePack, 'chambers'>): Province[] {
  return Object.keys(chambers)
    .map((code) => ({ code, name: provinceName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'it'))
}

/** Whether a region has this province. */
export function hasProvince({ chambers }: Pick<RulePack, 'chambers'>, code: string): boolean {
  return Object.hasOwn(chambers, code)
}
