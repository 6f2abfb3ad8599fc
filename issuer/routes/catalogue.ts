import type { FastifyInstance } from 'fastify'
import { dayInRome } from '../../credential/time.ts'
import { shippedRepertory } from '../repertory/shipped.ts'
import { rulePackInForce } from '../rule-pack/rule-pack.ts'

/** Reason classes of the rule pack in force, by the word that they may lead to; and the repertory that may be chosen from. */
export function catalogueRoutes(app: FastifyInstance, { now }: { now: () => Date }): void {
  app.get('/api/catalogue/reasons', async () => ({ items: rulePackInForce(dayInRome(now())).reasons }))
  app.get('/api/catalogue/repertory', async () => shippedRepertory())
}
