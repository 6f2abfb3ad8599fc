import type { SignedData, TSTInfo } from 'pkijs'
import { AttestaError } from '../errors.ts'
import { assertSmallDer, pkijs } from '../x509/index.ts'

/** Tokens carry the certificates of their authority. */
export const TOKEN_LIMITS = { maxBytes: 64 * 1024, maxNodes: 8_000 } as const

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/**
 * A time-stamp token taken apart (RFC 3161 §2.4.2): CMS around a TSTInfo, one signer. Nothing of it is verified.
 *
 * @throws AttestaError `seal.timestamp-malformed`
 */
export function parseToken(token: Uint8Array): { readonly signed: SignedData; readonly info: TSTInfo } {
  try {
    assertSmallDer(token, TOKEN_LIMITS)
    const content = pkijs.ContentInfo.fromBER(new Uint8Array(token))
    if (content.contentType === SIGNED_DATA) {
      const signed = new pkijs.SignedData({ schema: content.content })
      const { eContentType, eContent } = signed.encapContentInfo
      if (eContentType === TST_INFO && eContent !== undefined && signed.signerInfos.length === 1)
        return { signed, info: pkijs.TSTInfo.fromBER(eContent.getValue()) }
    }
  } catch {
    // Said below: the library's message may quote the token.
  }
  throw new AttestaError('seal.timestamp-malformed')
}
