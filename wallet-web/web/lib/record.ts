import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonValue } from '../../../credential/json/index.ts'
import { listDisclosures } from '../../../credential/sd-jwt/index.ts'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import { discoverIssuer } from '../../protocol/oid4vci/metadata.ts'
import { requestRecord } from '../../protocol/oid4vci/record.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'
import { openHolderKey } from '../../storage/index.ts'
import { session, stillOpen } from '../session.svelte.ts'
import { verify } from './verify.ts'
import { protocolWorld } from './world.ts'

/** The documents here that stack up with one: of the same body, towards the same qualification, none of them ended. */
export function stackOf(document: WalletDocument): readonly WalletDocument[] {
  const path = pathOf(document)
  return path === undefined ? [] : session.state.documents.filter((other) => pathOf(other) === path)
}

function pathOf({ sdJwt, result, issuerUrl }: WalletDocument): string | undefined {
  if (result === undefined || result.verdict === 'invalid') return undefined
  const claim = listDisclosures(sdJwt).find(({ path }) => path.length === 1 && path[0] === 'qualification')?.value
  if (!isObject(claim)) return undefined
  const { name, code = name, repertory }: Readonly<Record<string, JsonValue>> = claim
  return JSON.stringify([issuerUrl, result.credential?.issuer.id, repertory, code])
}

/**
 * The learner record of those documents and of nothing else, sealed by their body and judged here before it is handed on.
 *
 * @throws AttestaError `receive.no-record`, `receive.other-record`
 */
export async function takeRecord(documents: readonly WalletDocument[]): Promise<string> {
  const { dataKey } = await stillOpen()
  const world = await protocolWorld()
  const metadata = await discoverIssuer({ issuer: documents[0]?.issuerUrl ?? '', world })
  const held = await Promise.all(
    documents.map(async ({ sdJwt, holderKey }) => ({ sdJwt, signer: await openHolderKey({ dataKey, held: holderKey }) })),
  )
  const bytes = await requestRecord({ metadata, documents: held, world })
  const { contained = [] } = await verify({ bytes })
  const inside = contained.map(actIdOf).sort()
  const asked = documents.map(({ result }) => result && actIdOf(result)).sort()
  if (JSON.stringify(inside) !== JSON.stringify(asked)) throw new AttestaError('receive.other-record')
  return new TextDecoder().decode(bytes)
}
