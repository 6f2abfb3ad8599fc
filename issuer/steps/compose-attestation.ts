import type { Attestation, Outcome, OutcomeSalts } from '../../credential/attestation/attestation.ts'
import { accountPseudonym } from '../../credential/chain/index.ts'
import { dayInRome, formatDateTime } from '../../credential/time.ts'
import type { ReservedIndex } from '../db/reserve-index.ts'
import { listFolder } from '../status/list-folder.ts'
import { composeTitle } from './compose-title.ts'
import type { CaseRecord } from './lock-case.ts'
import type { StandingRecognition } from './read-recognition.ts'

/** A decision of a commission about one case, with everything the attestation staples. */
export interface DecisionRecord {
  readonly id: string
  readonly outcome: Outcome
  readonly salts: OutcomeSalts
  /** As the decision lists it. */
  readonly digest: string
  /** Id that the attestation will have: its place in a status list was reserved under it. */
  readonly attestationId: string
  readonly sealed: string
  readonly minutesNumber: string
  readonly satAt: Date
  readonly closedAt: Date
  readonly closedBy: string
  readonly commission: { readonly id: string; readonly actNumber: string; readonly appointedAt: Date; readonly sealed: string }
  readonly chamber: {
    readonly did: string
    readonly name: string
    /** Under which it appointed. */
    readonly recognition: string
    /** Under which it sealed the decision, where the first had ended by then. */
    readonly renewal?: string
  }
}

export interface ComposeInput {
  readonly id: string
  readonly number: string
  readonly record: CaseRecord
  readonly decision: DecisionRecord
  readonly body: {
    readonly slug: string
    readonly did: string
    readonly name: string
    readonly legalBasis: string
    readonly country: string
    readonly region: string
  }
  readonly recognition: StandingRecognition
  readonly index: ReservedIndex
  readonly issuerUrl: string
  readonly at: Date
  /** Account that releases. */
  readonly by: string
}

/** The legal act as data, from the decision verbatim and what only the release adds: number, date, body, status (design.md §2). */
export function composeAttestation({
  id,
  number,
  record,
  decision,
  body,
  recognition,
  index,
  issuerUrl,
  at,
  by,
}: ComposeInput): Attestation {
  const { titular } = recognition
  const list = listFolder({ issuerUrl, slug: body.slug, number: index.listNumber })
  return {
    version: 1,
    id: `urn:uuid:${id}`,
    kind: 'certificato',
    number,
    title: composeTitle({ title: record.title, outcome: decision.outcome }),
    issuedAt: formatDateTime(at),
    validFrom: formatDateTime(at),
    titular: { id: titular.did, legalName: titular.name, legalBasis: titular.legalBasis, country: titular.country, region: titular.region },
    body: { id: body.did, legalName: body.name, legalBasis: body.legalBasis, country: body.country, region: body.region },
    outcome: decision.outcome,
    salts: decision.salts,
    decision: {
      minutes: { number: decision.minutesNumber, date: dayInRome(decision.satAt) },
      satAt: formatDateTime(decision.satAt),
      commission: {
        id: `urn:uuid:${decision.commission.id}`,
        actNumber: decision.commission.actNumber,
        appointedAt: formatDateTime(decision.commission.appointedAt),
      },
      chamber: { id: decision.chamber.did, legalName: decision.chamber.name },
      releasedBy: accountPseudonym({ decision: `urn:uuid:${decision.id}`, account: by }),
    },
    authority: authorityOf({ recognition, decision }),
    rulePack: { id: record.rulePack.id, version: record.rulePack.version },
    status: { index: index.idx, tokenList: `${list}token`, bitstringList: `${list}revocation` },
  }
}

/** What an act that stands on a decision staples (design.md §3). */
export function authorityOf({ recognition, decision }: Pick<ComposeInput, 'recognition' | 'decision'>): Attestation['authority'] {
  const { commission, chamber, sealed } = decision
  return {
    body: recognition.sealed,
    chamber: chamber.recognition,
    commission: commission.sealed,
    decision: sealed,
    ...(chamber.renewal !== undefined && { renewal: chamber.renewal }),
  }
}
