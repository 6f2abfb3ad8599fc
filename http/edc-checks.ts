import { indexNodes } from '../credential/edc/structure/index-nodes.ts'
import type { World } from '../credential/verify/world.ts'
import { readAccreditations } from './accreditations.ts'
import type { Config } from './config.ts'
import { readElmPack } from './elm-pack.ts'

/** An official diploma has some two thousand; the shapes take a second for each thousand different ones, our table milliseconds. */
const MAX_NODES = 3_000

/**
 * What an installation has beside the code to judge European credentials by: accreditations, and the official shapes. The shapes and their
 * engine are loaded with the first credential that needs them.
 *
 * @throws Error when a file of the operator is not what it should be
 */
export async function edcChecks({
  accreditationsFile,
  dataDir,
}: Pick<Config, 'accreditationsFile' | 'dataDir'>): Promise<Pick<World, 'accreditations' | 'conformsToShapes'>> {
  const [source, pack] = await Promise.all([readAccreditations(accreditationsFile), readElmPack(dataDir)])
  return {
    ...(source === undefined ? {} : { accreditations: async () => source }),
    ...(pack === undefined
      ? {}
      : {
          async conformsToShapes(document) {
            if (indexNodes(document).count > MAX_NODES) return undefined
            const { validateWithShapes } = await import('../credential/edc/shapes/validate.ts')
            return (await validateWithShapes({ document, pack })).conforms
          },
        }),
  }
}
