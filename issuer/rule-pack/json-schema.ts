import { z } from 'zod'
import { rulePackShape } from './shape.ts'

/** The shape of a rule pack for whoever writes one: `schemas/rule-packs/rule-pack.schema.json`. */
export function rulePackSchema(): object {
  return { title: 'Rule pack', ...z.toJSONSchema(rulePackShape) }
}
