import { failed, notChecked, passed, type Step } from '../chain/index.ts'
import { belongsTo, checkAccreditation, type EdcReading, enclosedAccreditations, ownFault, PROFILES } from '../edc/index.ts'
import type { JsonObject } from '../json/index.ts'
import type { World } from './world.ts'

export interface AskAccreditationInput {
  readonly document: JsonObject
  readonly reading: EdcReading
  /** organizationIdentifier of the seal, where the seal was found to be of the issuer; absent: nobody's was. */
  readonly sealedBy: string | undefined
  readonly world: World
}

/**
 * Does the accreditation that a credential names cover it, by what the relying party took from the Union's register? Undefined where the
 * credential does not say that it is an accredited one. What it encloses itself can speak against it, never for it.
 */
export async function askAccreditation({ document, reading, sealedBy, world }: AskAccreditationInput): Promise<Step | undefined> {
  if (reading.profile !== PROFILES.accredited) return undefined
  const wrong = ownFault(document)
  if (wrong !== undefined) return failed(`accreditation.${wrong}`)
  const source = await world.accreditations?.()
  if (source === undefined) return notChecked('accreditation.register-not-asked')
  const { name, asOf } = source
  const named = enclosedAccreditations(document).map(({ id }) => id)
  const accreditation = source.accreditations.find(({ id }) => named.includes(id ?? null))
  // It may be younger than what we have of the register.
  if (accreditation === undefined) return notChecked('accreditation.not-in-source', { name, asOf })
  const answer = checkAccreditation({ document, accreditation })
  if (answer.status === 'error') return failed(`accreditation.${answer.why}`)
  if (answer.status === 'skipped') return notChecked(`accreditation.${answer.why}`)
  // Whoever seals names any body as the one that awards: the accreditation is that of the seal's owner, or nobody knows whose.
  const isTheirs = sealedBy !== undefined && belongsTo({ document, accreditation, identifier: sealedBy })
  return isTheirs ? passed('accreditation.passed', { name, asOf }) : notChecked('accreditation.unproven')
}
