import type { FastifyInstance } from 'fastify'
import { dayInRome } from '../../credential/time.ts'
import { rulePackInForce } from '../rule-pack/rule-pack.ts'

/** Reason classes of the rule pack in force, by the word that they may lead to. */
export function catalogueRoutes(app: FastifyInstance, { now }: { now: () => Date }): void {
  app.get('/api/catalogue/reasons', async () => ({ items: rulePackInForce(dayInRome(now())).reasons }))
}
