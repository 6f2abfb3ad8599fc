import { AttestaError } from '../../../credential/errors.ts'
import { countViews } from '../../share/count-views.ts'
import { protocolWorld } from './world.ts'

/** How often a link was opened, or why that is not known: the service cannot be asked now, or has forgotten the link. */
export async function askViews({
  endpoint,
  revokeToken,
}: {
  endpoint: string
  revokeToken: string
}): Promise<number | 'unknown' | 'forgotten'> {
  try {
    return await countViews({ endpoint, revokeToken, world: await protocolWorld() })
  } catch (error) {
    return error instanceof AttestaError && error.code === 'share.unknown' ? 'forgotten' : 'unknown'
  }
}
