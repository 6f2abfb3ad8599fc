import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { encodeText } from '../../../credential/base64url.ts'
import type { PublicJwk, Signer } from '../../../credential/crypto/port.ts'
import { canonicalize, type JsonObject } from '../../../credential/json/index.ts'
import type { Publication } from '../../../credential/open-badge/index.ts'
import { issueSdJwt } from '../../../credential/sd-jwt/index.ts'
import { composeSdJwtVc } from '../../../credential/sd-jwt-vc/index.ts'
import { toNumericDate } from '../../../credential/time.ts'
import { signBadge } from '../../badges/sign-badge.ts'
import type { ConfigurationId } from '../configurations.ts'

export interface RenderInput {
  readonly attestation: Attestation
  readonly digest: string
  readonly holderKey: PublicJwk
  readonly signer: Signer
  readonly issuedAt: Date
  /** Technical end of this copy; the act itself has its own (design.md §2). */
  readonly expiresAt: Date
  /** What we publish about a badge. */
  readonly publish: (badge: { attestation: Attestation; holderDid: string }) => Promise<Publication>
}

/** The two renderings of an attestation that OpenID4VCI hands out, each bound to the holder's key. */
export const renderings: Readonly<Record<ConfigurationId, (input: RenderInput) => Promise<string | JsonObject>>> = {
  attestato_sd_jwt({ attestation, digest, holderKey, signer, issuedAt, expiresAt }) {
    const { payload, disclosures, header } = composeSdJwtVc({
      attestation,
      digest,
      issuerDid: attestation.body.id,
      holderJwk: publicMembers(holderKey),
      iat: toNumericDate(issuedAt),
      exp: toNumericDate(expiresAt),
      status: { idx: attestation.status.index, uri: attestation.status.tokenList },
    })
    return issueSdJwt({ payload, disclosures, header: { ...header, kid: didUrl({ attestation, signer }) }, signer })
  },

  async attestato_open_badge({ attestation, digest, holderKey, signer, issuedAt, expiresAt, publish }) {
    const holderDid = `did:jwk:${encodeText(canonicalize({ ...publicMembers(holderKey) }))}`
    return signBadge({
      attestation,
      digest,
      holderDid,
      publication: await publish({ attestation, holderDid }),
      signer,
      at: issuedAt,
      expiresAt,
    })
  },
}

function didUrl({ attestation, signer }: { attestation: Attestation; signer: Signer }): string {
  return `${attestation.body.id}#${signer.kid}`
}

/** Names and hints that a wallet adds to its key are its own affair and are not sealed. */
function publicMembers({ kty, crv, x, y }: PublicJwk): PublicJwk {
  return { kty, ...(crv !== undefined && { crv }), ...(x !== undefined && { x }), ...(y !== undefined && { y }) }
}
