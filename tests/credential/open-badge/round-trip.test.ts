import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf, outcomeDisclosures, saltPaths } from '../../../credential/attestation/index.ts'
import { encodeText } from '../../../credential/base64url.ts'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { parseStrictJson } from '../../../credential/json/index.ts'
import { composeOpenBadge, hashedEmail, identityHash, readOpenBadge } from '../../../credential/open-badge/index.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { created, keyed } from '../data-integrity/badge.ts'
import { attestation } from './arbitrary-attestation.ts'

/** What of a record a badge carries: all of it but the birth date and the tax code, which is there as a salted hash. */
function carried({ id: _, version: __, salts, status, outcome, ...act }: Attestation) {
  const { givenName, familyName } = outcome.person
  return {
    ...act,
    outcome: { ...outcome, person: { givenName, familyName } },
    outcomeDigests: outcomeDisclosures(outcome, salts)
      .map(({ disclosure }) => disclosure.digest)
      .sort(),
    status: { index: status.index, bitstringList: status.bitstringList },
  }
}

describe('what a badge carries is read back as it was in the record', () => {
  test('whatever names, texts and dates there are', async () => {
    await fc.assert(
      fc.asyncProperty(attestation, fc.boolean(), async (record, held) => {
        const digest = digestOf(record)
        const holderDid = held ? keyed('ES256').did : undefined
        const badge = composeOpenBadge({ attestation: record, digest, ...(holderDid === undefined ? {} : { holderDid }) })
        // Through its text, as it travels.
        const received = parseStrictJson(new TextEncoder().encode(JSON.stringify(badge)))
        const reading = await readOpenBadge(received as typeof badge)
        expect(reading.act).toEqual({ ...carried(record), digest })
        expect(reading.holder).toBe(holderDid)
        expect(reading.title).toBe(record.title.it)
        expect(reading.recipientName).toBe(`${record.outcome.person.givenName} ${record.outcome.person.familyName}`)
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  test('and is signed, verified and read again', async () => {
    const key = keyed('ES256')
    await fc.assert(
      fc.asyncProperty(attestation, async (record) => {
        const document = composeOpenBadge({ attestation: record, digest: digestOf(record) })
        const signed = await signDocument({ document, ...key, suite: 'ecdsa-rdfc-2019', created })
        expect(await verifyProofs({ document: signed, resolveKey: async () => key.signer.publicJwk })).toHaveLength(1)
        expect((await readOpenBadge(signed)).act?.bindingFault).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  }, 120_000)
})

test('the longest names that a record may have are read back too', async () => {
  const { attestation: record } = await demoWorld()
  const longest = '😀'.repeat(500)
  const [first] = record.outcome.competences
  if (first === undefined) throw new Error('the demonstration has competences')
  const repertory = { name: longest, release: longest, section: longest }
  const competences = [{ ...first, name: { it: longest }, code: longest, repertory }]
  const outcome = { ...record.outcome, competences, person: { ...record.outcome.person, givenName: longest, familyName: longest } }
  const salts = Object.fromEntries(saltPaths(outcome).map((path, index) => [path, encodeText(`sale-${String(index).padStart(11, '0')}`)]))
  const changed = { ...record, title: { it: longest }, outcome, salts }
  const { act } = await readOpenBadge(composeOpenBadge({ attestation: changed, digest: digestOf(changed) }))
  expect(act).toEqual({ ...carried(changed), digest: digestOf(changed) })
})

test('nothing of the tax code is there, unless somebody asks to compare it', () => {
  fc.assert(
    fc.property(attestation, (record) => {
      const { credentialSubject } = composeOpenBadge({ attestation: record, digest: digestOf(record) }) as { credentialSubject: JsonObject }
      expect(credentialSubject.identifier).toMatchObject([{ identityType: 'name', hashed: false }])
    }),
    { numRuns: 20 },
  )
})

test('an address is there as a hash whose salt tells nothing of the decision’s', () => {
  fc.assert(
    fc.property(attestation, (record) => {
      const email = hashedEmail({ attestation: record, email: ' Persona@Posta.example' })
      const text = JSON.stringify(composeOpenBadge({ attestation: record, digest: digestOf(record), email }))
      const { taxCode, birthDate } = record.outcome.person
      const { credentialSubject } = JSON.parse(text)
      const hashed = credentialSubject.identifier[1]
      expect(hashed.identityHash).toBe(identityHash({ identity: 'persona@posta.example', salt: hashed.salt }))
      expect(text).not.toContain(record.salts.tax_id_code)
      expect(text).not.toContain(record.salts.birthdate)
      expect(text).not.toContain(taxCode)
      expect(JSON.stringify(credentialSubject.identifier)).not.toContain(birthDate)
    }),
    { numRuns: 50 },
  )
})
