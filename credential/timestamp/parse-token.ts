import type { SignedData, TSTInfo } from 'pkijs'
import { AttestaError } from '../errors.ts'
import { asn1js, assertSmallDer, pkijs, readTime } from '../x509/index.ts'

/** Tokens carry the certificates of their authority. */
export const TOKEN_LIMITS = { maxBytes: 64 * 1024, maxNodes: 8_000 } as const

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/**
 * A time-stamp token taken apart (RFC 3161 §2.4.2): CMS around a TSTInfo, one signer. Nothing of it is verified.
 *
 * @throws AttestaError `seal.timestamp-malformed`
 */
export function parseToken(token: Uint8Array): { readonly signed: SignedData; readonly info: TSTInfo; readonly at: Date } {
  try {
    assertSmallDer(token, TOKEN_LIMITS)
    const content = pkijs.ContentInfo.fromBER(new Uint8Array(token))
    if (content.contentType === SIGNED_DATA) {
      const signed = new pkijs.SignedData({ schema: content.content })
      const { eContentType, eContent } = signed.encapContentInfo
      if (eContentType === TST_INFO && eContent !== undefined && signed.signerInfos.length === 1)
        return { signed, ...contentOf(eContent.getValue()) }
    }
  } catch {
    // Said below: the library's message may quote the token.
  }
  throw new AttestaError('seal.timestamp-malformed')
}

/** `genTime` is the fifth member (§2.4.2), read from what was signed and not by the library. */
function contentOf(content: ArrayBuffer): { readonly info: TSTInfo; readonly at: Date } {
  const { result } = asn1js.fromBER(content)
  return { info: pkijs.TSTInfo.fromBER(content), at: readTime(result instanceof asn1js.Sequence ? result.valueBlock.value[4] : undefined) }
}
