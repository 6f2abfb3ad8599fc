import { AttestaError } from '../../../credential/errors.ts'
import { sortText } from '../../protocol/sort-text.ts'
import { goInstead, paths } from '../router.ts'

/**
 * Goes where a scanned or pasted text leads.
 *
 * @throws AttestaError `scan.unknown`, `scan.share` when it leads nowhere in a wallet
 */
export function takeText(text: string): void {
  const purpose = sortText(text)
  if (purpose.kind === 'offer') goInstead(paths.receive(purpose.parameters))
  else if (purpose.kind === 'request') goInstead(paths.request(purpose.parameters))
  else throw new AttestaError(purpose.kind === 'share' ? 'scan.share' : 'scan.unknown')
}
