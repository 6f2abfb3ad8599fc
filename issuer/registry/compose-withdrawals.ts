import type { Pool } from 'pg'
import type { Signer } from '../../credential/crypto/port.ts'
import { signCompact } from '../../credential/jose/index.ts'
import { WITHDRAWALS_JWT } from '../../credential/status/index.ts'
import { formatDateTime, toNumericDate } from '../../credential/time.ts'
import type { PublishedOrganisation } from './find-organisation.ts'
import { registerUrl } from './register-url.ts'

/** As a status list: who checks offline may rely on it for a day. */
const LIFETIME_SECONDS = 24 * 3600

export interface ComposeWithdrawalsInput {
  readonly organisation: PublishedOrganisation
  readonly pool: Pool
  readonly signer: Signer
  readonly issuerUrl: string
  readonly at: Date
}

/** The register of recognitions that an organisation gave and withdrew, each with its end, sealed as of now. */
export async function composeWithdrawals({ organisation, pool, signer, issuerUrl, at }: ComposeWithdrawalsInput): Promise<string> {
  const { id, slug, did } = organisation
  const { rows } = await pool.query<{ recognition_id: string; ended_at: Date }>(
    `SELECT w.recognition_id, w.ended_at FROM recognition_withdrawal w JOIN recognition r ON r.id = w.recognition_id
     WHERE r.recogniser_id = $1 ORDER BY w.recognition_id`,
    [id],
  )
  const iat = toNumericDate(at)
  const payload = {
    iss: did,
    sub: registerUrl({ issuerUrl, slug }),
    iat,
    exp: iat + LIFETIME_SECONDS,
    ended: Object.fromEntries(rows.map(({ recognition_id, ended_at }) => [`urn:uuid:${recognition_id}`, formatDateTime(ended_at)])),
  }
  return signCompact({ header: { typ: WITHDRAWALS_JWT, kid: `${did}#${signer.kid}` }, payload, signer })
}
