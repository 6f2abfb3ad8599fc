import type { Attestation } from '../../credential/attestation/attestation.ts'
import { parseSealed } from '../../credential/chain/open-seal.ts'
import { appointmentShape } from '../../credential/chain/payloads.ts'
import { provinceName } from '../rule-pack/provinces.ts'
import { remembered } from './remembered.ts'

/** Where the commission was to sit, as the Chamber's appointment in the act says: the act names no nearer place. */
export function provinceOf({ authority: { commission } }: Attestation): string | undefined {
  return commission === undefined ? undefined : provinceIn(commission)
}

/** Many acts are of one commission. */
const provinceIn = remembered((token) => {
  const [{ province } = { province: '' }] = parseSealed({ token, shape: appointmentShape }).payload.credentialSubject.recognizedTo
  return provinceName(province)
})
