import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { isUrl } from './members.ts'

export type Version = '1.1' | '2.0'

const VERSIONS: Readonly<Record<string, Version>> = { [CREDENTIALS_V1]: '1.1', [CREDENTIALS_V2]: '2.0' }

/**
 * The data model that a document follows: its first context says so (VCDM 2.0 §4.3), and is never put there by us. Others follow it,
 * each an address or an object.
 *
 * @throws AttestaError `vc.context`
 */
export function versionOf({ '@context': context }: JsonObject): Version {
  const all = Array.isArray(context) ? context : [context]
  const [first] = all
  const version = typeof first === 'string' && Object.hasOwn(VERSIONS, first) ? VERSIONS[first] : undefined
  if (version === undefined || !all.every((item) => isUrl(item) || isObject(item))) throw new AttestaError('vc.context')
  return version
}
