import { bitstringStatusList } from './bitstring-status-list.ts'
import type { Family } from './family.ts'
import { tokenStatusList } from './token-status-list.ts'

/** Status lists, in both formats. */
export async function run(): Promise<Family[]> {
  return [await bitstringStatusList(), await tokenStatusList()]
}
