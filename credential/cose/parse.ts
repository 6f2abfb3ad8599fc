import { AttestaError } from '../errors.ts'
import { decodeBase45 } from './base45.ts'
import { decodeCbor } from './cbor.ts'
import type { CodeContent } from './content.ts'
import { unpack } from './pack.ts'
import { readContent } from './read-content.ts'
import { parseSign1, type UntrustedSign1 } from './sign1.ts'

/** What every code begins with; in upper case, as the alphanumeric mode of QR codes wants it. */
export const CODE_PREFIX = 'ATTESTA1:'

/** Characters that a phone still reads from the smallest print: version 27 of a QR code at level L; there, pictures of version 30 fail. */
export const MAX_CODE = 2132

/** Characters of the largest QR code that there is (version 40 at level L), which a phone reads when it is printed larger. */
export const MAX_LARGE_CODE = 4296

export interface UntrustedCode extends Pick<UntrustedSign1, 'kid' | 'verify'> {
  readonly content: CodeContent
}

/**
 * Takes a code apart. What it says is untrusted until `verify` resolves.
 *
 * @throws AttestaError `cose.*`, `schema.cose`, `jws.algorithm`
 */
export async function parseCode(text: string): Promise<UntrustedCode> {
  if (!text.startsWith(CODE_PREFIX)) throw new AttestaError('cose.malformed')
  if (text.length > MAX_LARGE_CODE) throw new AttestaError('cose.too-long')
  const { kid, layout, payload, verify } = parseSign1(decodeBase45(text.slice(CODE_PREFIX.length)))
  const plain = layout === 'packed' ? await unpack(payload) : payload
  return { kid, verify, content: readContent(decodeCbor(plain), layout) }
}
