import type { FastifyInstance } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject, JsonValue } from '../../credential/json/index.ts'
import { parseDateTime } from '../../credential/time.ts'
import { type Checks, type VcWorld, verifyCredential, verifyPresentation, type Warning } from '../../credential/vcdm/index.ts'
import { warningDetail } from './problem-details.ts'
import { memberOf, objectIn, textIn } from './read-body.ts'

export interface VerifyRoutesDeps {
  /** The world of one verification. */
  readonly world: () => VcWorld
  /** Whether whoever asks may say what time it is: for test suites only. */
  readonly takesNow: boolean
  /** Below the base path. */
  readonly prefix?: string
}

/** `POST /credentials/verify` and `POST /presentations/verify` (VC-API 0.3 §3.3). */
export function verifyRoutes(scope: FastifyInstance, { world, takesNow, prefix = '' }: VerifyRoutesDeps): void {
  const config = { deed: 'verify' as const }

  scope.post(`${prefix}/credentials/verify`, { config }, async (request) => {
    const body = objectIn(request.body as JsonValue)
    const options = memberOf(body, 'options')
    const credential = body.verifiableCredential
    const { warnings, mediaType } = await verifyCredential({ credential, ...checksIn(options) }, worldAt(options))
    return verified({ mediaType, warnings })
  })

  scope.post(`${prefix}/presentations/verify`, { config }, async (request) => {
    const body = objectIn(request.body as JsonValue)
    const options = memberOf(body, 'options')
    const { warnings, mediaType } = await verifyPresentation(
      {
        presentation: body.verifiablePresentation,
        ...textIn(options, 'challenge'),
        ...textIn(options, 'domain'),
        ...checksIn(options),
      },
      worldAt(options),
    )
    return verified({ mediaType, warnings })
  })

  function worldAt({ now }: JsonObject): VcWorld {
    return takesNow && typeof now === 'string' ? { ...world(), now: parseDateTime(now) } : world()
  }
}

function verified({ mediaType, warnings }: { mediaType: string; warnings: readonly Warning[] }) {
  return { verified: true, mediaType, warnings: warnings.map(warningDetail), problemDetails: [] }
}

/** The proof is checked whatever is asked; a check that is not known here is not one that somebody may rely on. */
function checksIn({ checks }: JsonObject): { checks?: Checks } {
  if (checks === undefined) return {}
  if (!Array.isArray(checks)) throw new AttestaError('vc.malformed', { at: 'options.checks' })
  return { checks: checks.filter((check) => check === 'proof' || check === 'credentialStatus') }
}
