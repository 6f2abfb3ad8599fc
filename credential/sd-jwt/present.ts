import { crypto } from '#crypto'
import type { Signer } from '../crypto/port.ts'
import { signCompact } from '../jose/index.ts'
import { toNumericDate } from '../time.ts'
import type { Disclosure, Path } from './disclosure.ts'
import { type OpenedDisclosure, openDisclosures } from './open.ts'
import { parseSdJwt } from './parse.ts'

export interface PresentSdJwtInput {
  /** As issued, with the disclosures that the holder has; a key binding it may bear is left out. */
  readonly sdJwt: string
  /** The holder's choice for each. What contains a chosen one goes with it. */
  readonly disclose: (disclosure: Disclosure, path: Path) => boolean
  readonly keyBinding?: {
    readonly signer: Signer
    readonly audience: string
    readonly nonce: string
    readonly iat: Date
  }
}

/**
 * What the holder shows (RFC 9901 §7.2): the chosen disclosures, and the key binding over exactly these.
 *
 * @throws AttestaError `sd-jwt.*`, `jws.*` when what is held is not well formed
 */
export async function presentSdJwt({ sdJwt, disclose, keyBinding }: PresentSdJwtInput): Promise<string> {
  const { jws, disclosures, hash } = parseSdJwt(sdJwt)
  const opened = openDisclosures({ payload: jws.payload, disclosures }).disclosures
  const shown = new Set<string>()
  for (const disclosure of opened) {
    if (disclose(disclosure, disclosure.path)) addWithParents(disclosure, shown)
  }

  const [jwt] = sdJwt.split('~', 1)
  const chosen = disclosures.filter(({ encoded }) => shown.has(encoded)).map(({ encoded }) => encoded)
  const presented = [jwt, ...chosen, ''].join('~')
  if (keyBinding === undefined) return presented

  const { signer, audience, nonce, iat } = keyBinding
  const payload = { iat: toNumericDate(iat), aud: audience, nonce, sd_hash: crypto.hashText({ hash, text: presented }) }
  return presented + (await signCompact({ header: { typ: 'kb+jwt' }, payload, signer }))
}

function addWithParents(disclosure: OpenedDisclosure, shown: Set<string>): void {
  shown.add(disclosure.encoded)
  if (disclosure.parent !== undefined) addWithParents(disclosure.parent, shown)
}
