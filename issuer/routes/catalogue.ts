import type { FastifyInstance } from 'fastify'
import { rulePackInForce } from '../rule-pack/rule-pack.ts'
import { localDate } from '../steps/local-date.ts'

/** Reason classes of the rule pack in force, by the word that they may lead to. */
export function catalogueRoutes(app: FastifyInstance, { now }: { now: () => Date }): void {
  app.get('/api/catalogue/reasons', async () => ({ items: rulePackInForce(localDate(now())).reasons }))
}
