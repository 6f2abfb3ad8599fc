import { AttestaError } from '../errors.ts'
import { readShape } from '../shape/index.ts'
import { dayInRome, parseDateTime } from '../time.ts'
import type { Attestation } from './attestation.ts'
import { needsCommission } from './needs-commission.ts'
import { saltPaths } from './outcome-disclosures.ts'
import { attestationShape } from './shape.ts'

/**
 * Is this a whole and coherent record? Closed at every level, one salt for each disclosable claim, times in the order of the law.
 *
 * @throws AttestaError `attestation.schema` with the place, `attestation.salts`, `attestation.decision`, `attestation.dates`,
 *   `attestation.status`
 */
export function validateAttestation(value: unknown): asserts value is Attestation {
  const attestation = readShape({ shape: attestationShape, value, code: 'attestation.schema' })
  assertSalts(attestation)
  assertDecision(attestation)
  assertDates(attestation)
  assertStatus(attestation)
}

function assertSalts({ outcome, salts }: Attestation): void {
  const paths = saltPaths(outcome)
  const missing = paths.find((path) => !Object.hasOwn(salts, path))
  if (missing !== undefined) throw new AttestaError('attestation.salts', { path: missing })
  if (Object.keys(salts).length !== paths.length) throw new AttestaError('attestation.salts', { path: 'salts' })
  // A salt used twice would let one disclosed claim help to guess another.
  if (new Set(Object.values(salts)).size !== paths.length) throw new AttestaError('attestation.salts', { path: 'salts' })
}

function assertDecision({ kind, decision, authority }: Attestation): void {
  const stapled = [decision, authority.chamber, authority.commission, authority.decision]
  const count = stapled.filter((part) => part !== undefined).length
  const isDecided = needsCommission(kind)
  if (count !== (isDecided ? stapled.length : 0)) throw new AttestaError('attestation.decision', { kind })
  if (authority.renewal !== undefined && !isDecided) throw new AttestaError('attestation.decision', { kind })
}

function assertDates({ issuedAt, validFrom, validUntil, decision, outcome }: Attestation): void {
  const from = parseDateTime(validFrom)
  if (validUntil !== undefined && parseDateTime(validUntil) <= from) throw new AttestaError('attestation.dates', { at: 'validUntil' })
  if (from < parseDateTime(issuedAt)) throw new AttestaError('attestation.dates', { at: 'validFrom' })
  if (outcome.assessment.date > dayInRome(parseDateTime(issuedAt)))
    throw new AttestaError('attestation.dates', { at: 'outcome.assessment.date' })
  if (decision === undefined) return
  const satAt = parseDateTime(decision.satAt)
  if (parseDateTime(decision.commission.appointedAt) > satAt) throw new AttestaError('attestation.dates', { at: 'decision.satAt' })
  if (satAt > parseDateTime(issuedAt)) throw new AttestaError('attestation.dates', { at: 'issuedAt' })
}

/** Both lists stand under one folder, so that one publication serves them (design.md §2). */
function assertStatus({ status: { tokenList, bitstringList } }: Attestation): void {
  const folder = tokenList.slice(0, tokenList.lastIndexOf('/') + 1)
  if (!bitstringList.startsWith(folder)) throw new AttestaError('attestation.status')
}
