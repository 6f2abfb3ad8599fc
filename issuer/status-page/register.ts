import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Pool } from 'pg'
import type { Config } from '../../http/config.ts'
import type { Language } from '../../http/page/language.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { refusalOf } from '../db/refusal-of.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { findAct, type ShownAct } from './find-act.ts'
import { missingPage, statePage } from './page.ts'
import { say } from './words.ts'

export interface StatusPageDeps {
  readonly config: Pick<Config, 'issuerUrl' | 'verifierUrl' | 'demo'>
  readonly pool: Pool
  readonly now: () => Date
}

/** The page that the code on the paper opens: what the state is, in one sentence, and what to do. */
export async function registerStatusPage(app: FastifyInstance, { config, pool, now }: StatusPageDeps): Promise<void> {
  const { issuerUrl, verifierUrl, demo } = config
  await app.register(async (scope) => {
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })
    scope.get<{ Params: { name: string } }>('/a/:name', { schema: { hide: true } }, async (request, reply) => {
      const frame = { ...frameOf(request, demo), verifierUrl }
      const act = await findAct({ name: request.params.name, pool, issuerUrl })
      if (act === undefined) return send(reply.code(404), missingPage(frame))
      const at = now()
      const said = say(act, { language: frame.language, reason: reasonOf(act, frame.language), at })
      return send(reply, statePage({ act, said, at }, frame))
    })
  })
}

function reasonOf({ reasonClass, rulePack }: ShownAct, language: Language): string | undefined {
  return rulePackOf(rulePack).reasons.find(({ id }) => id === reasonClass)?.[language]
}

/** Neither kept by a cache, since the state may change, nor found by a search engine, since the address is a secret. */
function send(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', vary: 'accept-language' })
    .type('text/html; charset=utf-8')
    .send(html)
}
