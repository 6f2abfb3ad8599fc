import type { FastifyInstance } from 'fastify'
import { openContexts } from '../../credential/contexts/index.ts'
import type { VcWorld } from '../../credential/vcdm/index.ts'
import type { Config } from '../../http/config.ts'
import { deriveRoute } from '../../http/vc-api/derive-route.ts'
import { registerVcApi } from '../../http/vc-api/register.ts'
import { resolveRoute } from '../../http/vc-api/resolve-route.ts'
import { verifyRoutes } from '../../http/vc-api/verify-routes.ts'
import { type VerifierWorld, verificationWorld } from '../world.ts'
import { judgeOwn } from './judge-own.ts'

/** The verifier's half of the VC-API: credentials and presentations of any kind, and the keys behind identifiers. */
export async function verifierVcApi(app: FastifyInstance, config: Config, world: VerifierWorld): Promise<void> {
  const has = (name: NonNullable<Config['vcApi']>['conformance'][number]) => config.vcApi?.conformance.includes(name) === true
  const vcWorld = (): VcWorld => {
    const { trust: _, ...rest } = verificationWorld(world)
    return {
      ...rest,
      contexts: openContexts,
      legacyEnvelopes: has('legacy-envelopes'),
      olderContext: has('older-context'),
      unsignedCredentials: has('unsigned-credentials'),
      judgeOwn: ({ now, ...found }) => judgeOwn(found, { ...verificationWorld(world), now }),
    }
  }
  const takesNow = has('now')
  await registerVcApi(app, config, (scope) => {
    verifyRoutes(scope, { world: vcWorld, takesNow })
    if (has('unbound')) {
      // Published test documents are nobody's acts.
      const unbound = (): VcWorld => ({ ...vcWorld(), issuerBound: false, judgeOwn: async () => {} })
      verifyRoutes(scope, { world: unbound, takesNow, prefix: '/verifiers/unbound' })
    }
    deriveRoute(scope, { world: vcWorld })
    resolveRoute(scope, { world: vcWorld })
  })
}
