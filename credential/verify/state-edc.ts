import { statusPlace } from '../attestation/index.ts'
import type { EdcReading } from '../edc/index.ts'
import type { VerifiedSeal } from '../jades/index.ts'
import { formatDateTime } from '../time.ts'
import type { SealView } from './check.ts'
import { stateAct } from './state-act.ts'
import { stateForeign } from './state-foreign.ts'
import type { Statement } from './statement.ts'

export interface StateEdcInput {
  readonly reading: EdcReading
  readonly seal: VerifiedSeal
  /** An authority that the relying party chose vouches for the owner of the seal, and the owner is whom the document names. */
  readonly isVouched: boolean
}

/**
 * What a European Digital Credential states: an act of ours in this form, or what somebody else issues.
 *
 * @throws AttestaError `schema.claim-not-committed`
 */
export function stateEdc({ reading, seal, isVouched }: StateEdcInput): Statement {
  const { act } = reading
  // A seal has no end of its own: the copy is as good as its act.
  const copy = { issuedAt: seal.signedAt, notBefore: undefined, expiresAt: undefined }
  const view = viewSeal({ reading, seal, isVouched })
  if (act !== undefined) {
    const { index, bitstringList: list } = act.status
    const stated = stateAct({ reading: act, form: 'edc', copy, status: reading.status, place: statusPlace({ list, index }) })
    return { ...stated, view: { ...stated.view, seal: view } }
  }
  const { issuer, title, holder, competences, number, validUntil } = reading
  const { nationalId: _, ...person } = holder
  return {
    ...stateForeign({
      // `urn:…` of a document is nobody's name: what was proven is the identifier in the certificate.
      reading: {
        id: reading.id,
        issuer: { id: issuer.id.startsWith('did:') ? issuer.id : issuer.eidasIdentifier, name: issuer.says },
        validFrom: reading.validFrom,
        ...(validUntil === undefined ? {} : { validUntil }),
        status: reading.status,
      },
      copy,
      kind: 'other',
      achievements: [title],
      awarded: reading.issued,
      view: {
        form: 'edc',
        type: 'EuropeanDigitalCredential',
        title,
        competences,
        holder: person,
        seal: view,
        ...(number === undefined ? {} : { number }),
      },
    }),
    ...(isVouched ? { sealedBy: view.owner } : {}),
  }
}

function viewSeal({ reading: { mandate: says, act }, seal, isVouched }: StateEdcInput): SealView {
  const { owner, chain, signedAt, witnessedAt, qualified } = seal
  const { organizationIdentifier = '', organization, commonName } = owner
  const vouchedBy = 'anchor' in chain ? (chain.anchor.organization ?? chain.anchor.commonName) : undefined
  return {
    organizationIdentifier,
    owner: organization ?? commonName ?? organizationIdentifier,
    ...(vouchedBy === undefined ? {} : { vouchedBy }),
    // A body's own word is carried by acts of ours alone, and was a condition of the seal's.
    ...(says === undefined ? {} : { mandate: { says, isConfirmed: isVouched && act !== undefined } }),
    signedAt: formatDateTime(signedAt),
    ...(witnessedAt === undefined ? {} : { witnessedAt: formatDateTime(witnessedAt) }),
    qualified,
  }
}
