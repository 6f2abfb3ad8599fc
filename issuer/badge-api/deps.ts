import type { Pool } from 'pg'
import type { Config } from '../../http/config.ts'
import type { World } from '../steps/world.ts'

export interface BadgeApiDeps {
  readonly config: Pick<Config, 'issuerUrl' | 'demo'>
  readonly settings: NonNullable<Config['badgeApi']>
  readonly pool: Pool
  readonly now: () => Date
  readonly world: World
}
