import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annul } from '../../../issuer/steps/annul.ts'
import type { ChangeStatusInput } from '../../../issuer/steps/change-status.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { makeOffer } from '../../../issuer/steps/make-offer.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { decided, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

describe('the state of an attestation', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const released = async () => {
    const { caseId } = await decided(house, people)
    return releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
  }
  const input = ({ id, number }: { id: string; number: string }, changes: Partial<ChangeStatusInput> = {}): ChangeStatusInput => ({
    actor: people.officer,
    idempotencyKey: key(),
    attestationId: id,
    confirmNumber: number,
    reasonClass: 'falsa-dichiarazione',
    reason: 'Segnalazione',
    ...changes,
  })
  const words = async (id: string) =>
    (await house.world.db.rows<{ word: string }>('SELECT word FROM status_change WHERE attestation_id = $1 ORDER BY seq', [id])).map(
      ({ word }) => word,
    )

  test('suspended, lifted, suspended, annulled: four rows, and no way back', async () => {
    const attestation = await released()
    const lifting = { reasonClass: 'verifica-conclusa' }
    await expect(lift(input(attestation, lifting), house.world)).rejects.toMatchObject({ code: 'status.order' })
    await suspend(input(attestation), house.world)
    await expect(suspend(input(attestation), house.world)).rejects.toMatchObject({ code: 'status.order' })
    await lift(input(attestation, lifting), house.world)
    await suspend(input(attestation), house.world)
    await annul(input(attestation), house.world)
    for (const change of [suspend, annul])
      await expect(change(input(attestation), house.world)).rejects.toMatchObject({ code: 'status.order' })
    await expect(lift(input(attestation, lifting), house.world)).rejects.toMatchObject({ code: 'status.order' })
    expect(await words(attestation.id)).toEqual(['sospeso', 'valido', 'sospeso', 'annullato'])
  })

  test.each([
    ['another number', { confirmNumber: 'LOM-2026-999999' }, 'confirm.mismatch'],
    ['a reason class of nobody', { reasonClass: 'capriccio' }, 'status.reason-class'],
    ['a reason class for lifting', { reasonClass: 'verifica-conclusa' }, 'status.reason-class'],
    ['no reason', { reason: '  ' }, 'status.reason-missing'],
  ])('refused with %s', async (_, changes, code) => {
    await expect(suspend(input(await released(), changes), house.world)).rejects.toMatchObject({ code })
  })

  test('refused to another body and to another role', async () => {
    const attestation = await released()
    const stranger = await house.who('officer-cpi-lecco', 'officer')
    await expect(annul(input(attestation, { actor: stranger }), house.world)).rejects.toMatchObject({ code: 'attestation.unknown' })
    const asChamber = { ...people.officer, role: 'chamber' as const }
    await expect(annul(input(attestation, { actor: asChamber }), house.world)).rejects.toMatchObject({ code: 'status.not-allowed' })
  })

  test('of twenty suspensions at once one is written', async () => {
    const attestation = await released()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => suspend(input(attestation), house.world)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await words(attestation.id)).toEqual(['sospeso'])
  })

  test('an offer shows its secrets once, also to a repeated request', async () => {
    const { id } = await released()
    const idempotencyKey = key()
    const offer = await makeOffer({ actor: people.officer, idempotencyKey, attestationId: id }, house.world)
    expect(offer.txCode).toMatch(/^\d{6}$/)
    const again = makeOffer({ actor: people.officer, idempotencyKey, attestationId: id }, house.world)
    await expect(again).rejects.toMatchObject({ code: 'offer.already-made' })
    const kept = await house.world.db.rows<{ response: unknown }>('SELECT response FROM idempotency WHERE key = $1', [idempotencyKey])
    expect(kept).toEqual([{ response: { offerId: offer.offerId } }])
    await makeOffer({ actor: people.officer, idempotencyKey: key(), attestationId: id }, house.world)
    const open = await house.world.db.rows('SELECT id FROM credential_offer WHERE attestation_id = $1 AND withdrawn_at IS NULL', [id])
    expect(open).toHaveLength(1)
  })
})
