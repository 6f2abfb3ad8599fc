import type { FastifyInstance } from 'fastify'
import type { VerifierWorld } from '../world.ts'

/** What the page needs to verify in the browser: whom this verifier trusts, whether it may ask wallets, and whether this is the demo. */
export async function trust(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  app.get('/api/trust', async (_request, reply) => {
    reply.header('cache-control', 'max-age=60')
    return {
      trust: world.trust,
      demo: world.settings.demo,
      walletUrl: world.settings.walletUrl,
      demoDocuments: world.settings.demoDocuments,
      asksWallets: world.requestSigner !== undefined,
    }
  })

  // Apart, since it may be large: only a page that is shown an accredited credential asks for it.
  app.get('/api/accreditations', async (_request, reply) => {
    reply.header('cache-control', 'max-age=60')
    return (await world.accreditations?.()) ?? reply.code(204).send()
  })
}
