import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { verifyDocument, type World } from '../../credential/verify/index.ts'

/**
 * A rendering of an act of ours is more than a credential with a proof: its chain to the Region and the decision behind it are judged
 * too. Documents of others are not.
 *
 * @throws AttestaError with the code of the check that did not pass
 */
export async function judgeOwn(document: JsonObject, world: World): Promise<void> {
  if (!([] as unknown[]).concat(document.type).includes('OpenBadgeCredential')) return
  const { verdict, renderingOf, checks } = await verifyDocument({ bytes: new TextEncoder().encode(JSON.stringify(document)) }, world)
  if (renderingOf === undefined || verdict === 'valid') return
  const reason =
    checks.find(({ outcome }) => outcome === 'failed') ?? checks.find(({ outcome, required }) => required && outcome !== 'passed')
  throw new AttestaError(reason?.code ?? 'status.none', reason?.facts ?? {})
}
