import { resolve } from 'node:path'
import { AttestaError } from '../../credential/errors.ts'
import { readRulePacks } from './read-rule-packs.ts'
import type { RulePack } from './shape.ts'

export type { RulePack } from './shape.ts'

/** What lies in `schemas/rule-packs/` when the service starts: a new region is a new file. */
export const PACKS: readonly RulePack[] = readRulePacks(resolve('schemas/rule-packs'))

/** The pack that a case runs under: fixed when the case is opened, whatever comes later. */
export function rulePackOf({ id, version }: { id: string; version: string }): RulePack {
  const pack = PACKS.find((candidate) => candidate.id === id && candidate.version === version)
  if (pack === undefined) throw new AttestaError('rule-pack.unknown', { id, version })
  return pack
}

/** The pack in force in a region on a day, for cases opened now. */
export function rulePackInForce({ region, day }: { region: string; day: string }): RulePack {
  const pack = PACKS.findLast(
    (candidate) => candidate.region === region && candidate.from <= day && (candidate.until === undefined || day <= candidate.until),
  )
  if (pack === undefined) throw new AttestaError('rule-pack.unknown', { id: `${region} ${day}`, version: '' })
  return pack
}
