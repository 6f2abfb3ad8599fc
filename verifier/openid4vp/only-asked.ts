import type { CredentialView, VerificationResult } from '../../credential/verify/check.ts'
import { createQuery } from './query.ts'

/** Claims that a person may show or keep back, and where a verdict has them. */
const HOLDER_CLAIMS = { given_name: 'givenName', family_name: 'familyName', birthdate: 'birthDate', tax_id_code: 'taxCode' } as const

/**
 * A verdict without what a wallet showed unasked: an employer who did not ask for a birth date gets none and keeps none
 * (security.md §2 row 43; GDPR art. 5(1)(c)).
 */
export function onlyAsked({ credential, ...result }: VerificationResult): VerificationResult {
  return credential === undefined ? result : { ...result, credential: reduced(credential) }
}

function reduced({ holder, assessment, competences, ...rest }: CredentialView): CredentialView {
  const asked = new Set<string>(createQuery().credentials[0].claims.map(({ path: [claim] }) => claim))
  const kept = Object.entries(HOLDER_CLAIMS).filter(([claim]) => asked.has(claim))
  const members = kept.flatMap(([, member]) => (holder[member] === undefined ? [] : [[member, holder[member]]]))
  const isNamed = asked.has('given_name') && asked.has('family_name') && holder.name !== undefined
  return {
    ...rest,
    competences: asked.has('competences') ? competences : [],
    holder: { ...Object.fromEntries(members), ...(isNamed ? { name: holder.name } : {}) },
    ...(asked.has('assessment') && assessment !== undefined ? { assessment } : {}),
  }
}
