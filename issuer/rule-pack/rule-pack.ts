import { AttestaError } from '../../credential/errors.ts'
import lazio from '../../schemas/rule-packs/lazio-demo-2024.json' with { type: 'json' }
import lombardia from '../../schemas/rule-packs/lombardia-demo-2024.json' with { type: 'json' }
import sicilia from '../../schemas/rule-packs/sicilia-demo-2024.json' with { type: 'json' }
import toscana from '../../schemas/rule-packs/toscana-demo-2024.json' with { type: 'json' }
import { type RulePack, rulePack } from './shape.ts'

export type { RulePack } from './shape.ts'

/** A new region is a new file, and a line here. */
export const PACKS: readonly RulePack[] = [lombardia, sicilia, toscana, lazio].map((pack) => rulePack.parse(pack))

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
