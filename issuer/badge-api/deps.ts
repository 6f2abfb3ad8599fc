import type { Pool } from 'pg'
import type { Config } from '../../http/config.ts'
import type { Provider } from '../auth/provider.ts'
import type { World } from '../steps/world.ts'

export interface BadgeApiDeps {
  readonly config: Pick<Config, 'issuerUrl' | 'demo'>
  readonly settings: NonNullable<Config['badgeApi']>
  readonly pool: Pool
  readonly now: () => Date
  readonly world: World
  /** Who says who somebody is, and can end that there too. */
  readonly login: Pick<Provider, 'logoutUrl'>
}
