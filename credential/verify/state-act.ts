import type { OrganisationRef } from '../attestation/attestation.ts'
import { type ActReading, needsCommission, type StatusPlace } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { formatDateTime, parseDateTime } from '../time.ts'
import type { CredentialView } from './check.ts'
import type { Statement } from './statement.ts'
import { viewCompetence } from './view-competence.ts'

type Named = Pick<OrganisationRef, 'id' | 'legalName'>

export interface StateActInput {
  /** Of body and titolare what a verdict shows; a code on paper has no more of them. */
  readonly reading: Omit<ActReading, 'body' | 'titular' | 'authority'> & Record<'body' | 'titular', Named> & Pick<Statement, 'authority'>
  readonly form: CredentialView['form']
  /** Technical times of this copy. */
  readonly copy: TokenTimes
  readonly status: readonly JsonValue[]
  readonly place: StatusPlace
}

/**
 * What a rendering of an act of ours states, whatever its form.
 *
 * @throws AttestaError `schema.claim-not-committed` when a kind that no commission decides shows what its own digests do not cover
 */
export function stateAct({ reading, form, copy, status, place }: StateActInput): Statement {
  const { kind, body, titular, outcome, decision, bindingFault, validUntil } = reading
  // Where a commission decides, the `decision` check says so.
  if (bindingFault !== undefined && !needsCommission(kind)) throw new AttestaError('schema.claim-not-committed')
  return {
    kind,
    issuer: { id: body.id, says: body.legalName },
    issuedAt: parseDateTime(reading.issuedAt),
    validFrom: parseDateTime(reading.validFrom),
    ...(validUntil === undefined ? {} : { validUntil: parseDateTime(validUntil) }),
    copy,
    view: { form, ...viewAct({ reading, copy }) },
    title: reading.title,
    achievements: achievementsOf(reading),
    authority: reading.authority,
    rulePack: reading.rulePack,
    titular: { id: titular.id, legalName: titular.legalName },
    ...(decision === undefined ? {} : { declared: decision }),
    outcome,
    outcomeDigests: reading.outcomeDigests,
    ...(bindingFault === undefined ? {} : { bindingFault }),
    status,
    place,
    renderingOf: reading.digest,
  }
}

/** What was achieved, by the names that trust may be limited to. */
export function achievementsOf({ title, outcome }: Pick<StateActInput['reading'], 'title' | 'outcome'>): readonly string[] {
  return [title.it, ...outcome.competences.map(({ code, name: { it } }) => code ?? it)]
}

function viewAct({ reading, copy }: Pick<StateActInput, 'reading' | 'copy'>): Omit<Statement['view'], 'form'> {
  const { outcome, validUntil, replaces } = reading
  const { givenName, familyName } = outcome.person
  const name = [givenName, familyName].filter((part) => part !== undefined).join(' ')
  const { assessment } = outcome
  return {
    kind: reading.kind,
    title: reading.title.it,
    competences: outcome.competences.map(viewCompetence),
    holder: { ...(name === '' ? {} : { name }), ...outcome.person },
    dates: {
      issued: reading.issuedAt,
      validFrom: reading.validFrom,
      ...(validUntil === undefined ? {} : { validUntil }),
      ...(copy.expiresAt === undefined ? {} : { technicalExpiry: formatDateTime(copy.expiresAt) }),
    },
    number: reading.number,
    ...(replaces === undefined ? {} : { replaces: { number: replaces.number, issued: replaces.issuedAt } }),
    ...(assessment === undefined ? {} : { assessment: { type: assessment.type, mode: assessment.mode, date: assessment.date } }),
  }
}
