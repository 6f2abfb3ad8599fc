import { needsCommission } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import type { VerifiedSdJwt } from '../sd-jwt/index.ts'
import { readSdJwtVc } from '../sd-jwt-vc/index.ts'
import { formatDateTime, parseDateTime } from '../time.ts'
import type { Statement } from './statement.ts'
import { viewCompetence } from './view-competence.ts'

/**
 * What an SD-JWT VC of ours states.
 *
 * @throws AttestaError `schema.*` when it has another form; `schema.claim-not-signed` when a kind without decision shows an outcome
 *   that its own digests do not cover
 */
export function stateSdJwtVc(verified: VerifiedSdJwt): Statement {
  const reading = readSdJwtVc(verified)
  const { kind, body, titular, outcome, decision, bindingFault } = reading
  if (bindingFault !== undefined && !needsCommission(kind)) throw new AttestaError('schema.claim-not-committed')
  const { givenName, familyName, birthDate, taxCode } = outcome.person
  const name = [givenName, familyName].filter((part) => part !== undefined).join(' ')
  const { expiresAt } = verified.times
  return {
    kind,
    issuer: { id: body.id, says: body.legalName },
    issuedAt: parseDateTime(reading.issuedAt),
    validFrom: parseDateTime(reading.validFrom),
    ...(reading.validUntil === undefined ? {} : { validUntil: parseDateTime(reading.validUntil) }),
    copy: verified.times,
    view: {
      form: 'sd-jwt-vc',
      kind,
      title: reading.title.it,
      competences: outcome.competences.map(viewCompetence),
      holder: {
        ...(name === '' ? {} : { name }),
        ...(givenName === undefined ? {} : { givenName }),
        ...(familyName === undefined ? {} : { familyName }),
        ...(birthDate === undefined ? {} : { birthDate }),
        ...(taxCode === undefined ? {} : { taxCode }),
      },
      dates: {
        issued: reading.issuedAt,
        validFrom: reading.validFrom,
        ...(reading.validUntil === undefined ? {} : { validUntil: reading.validUntil }),
        ...(expiresAt === undefined ? {} : { technicalExpiry: formatDateTime(expiresAt) }),
      },
      number: reading.number,
      ...(outcome.assessment === undefined
        ? {}
        : { assessment: { type: outcome.assessment.type, mode: outcome.assessment.mode, date: outcome.assessment.date } }),
    },
    achievements: [reading.title.it, ...outcome.competences.map(({ code, name: { it } }) => code ?? it)],
    authority: reading.authority,
    titular: { id: titular.id, legalName: titular.legalName },
    ...(decision === undefined ? {} : { declared: decision }),
    outcome,
    outcomeDigests: reading.outcomeDigests,
    ...(bindingFault === undefined ? {} : { bindingFault }),
    status: [{ status_list: { idx: reading.status.idx, uri: reading.status.uri } }],
    renderingOf: reading.digest,
  }
}
