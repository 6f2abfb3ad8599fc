import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { languageOf } from '../../http/page/language.ts'
import { diffRulePacks } from '../rule-pack/diff.ts'
import { PACKS, type RulePack } from '../rule-pack/rule-pack.ts'
import { sayRulePack } from '../rule-pack/say-rule-pack.ts'
import { jsonSchema } from './json-schema.ts'

const name = z.string().max(80)
const packParams = z.strictObject({ id: name, version: name })
const pairQuery = z.strictObject({ before: name, beforeVersion: name, after: name, afterVersion: name })

/** The rules of each region, to be read by everybody who works under them; they are nobody's secret. */
export function rulePackRoutes(app: FastifyInstance): void {
  app.get('/api/rule-packs', async () => ({ items: PACKS.map(headOf) }))

  app.get<{ Querystring: z.infer<typeof pairQuery> }>(
    '/api/rule-packs/diff',
    { schema: { querystring: jsonSchema(pairQuery) } },
    async (request) => {
      const { before, beforeVersion, after, afterVersion } = request.query
      const packs = [packAt({ id: before, version: beforeVersion }), packAt({ id: after, version: afterVersion })] as const
      return { before: headOf(packs[0]), after: headOf(packs[1]), differences: diffRulePacks(...packs, languageOf(request)) }
    },
  )

  app.get<{ Params: z.infer<typeof packParams> }>(
    '/api/rule-packs/:id/:version',
    { schema: { params: jsonSchema(packParams) } },
    async (request) => {
      const pack = packAt(request.params)
      return { ...headOf(pack), sources: pack.sources, rules: sayRulePack(pack, languageOf(request)) }
    },
  )
}

/** @throws AttestaError `rule-pack.not-there`: an address that no pack has */
function packAt({ id, version }: z.infer<typeof packParams>): RulePack {
  const pack = PACKS.find((candidate) => candidate.id === id && candidate.version === version)
  if (pack === undefined) throw new AttestaError('rule-pack.not-there')
  return pack
}

function headOf({ id, version, region, from, until, title, note, workingDefault }: RulePack) {
  return { id, version, region, from, ...(until !== undefined && { until }), workingDefault, titleByLanguage: title, noteByLanguage: note }
}
