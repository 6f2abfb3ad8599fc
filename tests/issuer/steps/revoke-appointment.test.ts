import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCompact } from '../../../credential/jose/index.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readCase } from '../../../issuer/reads/case.ts'
import { readDocument, readDocumentFile } from '../../../issuer/reads/case-document.ts'
import { readSittings } from '../../../issuer/reads/sittings.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { replaceAppointment } from '../../../issuer/steps/replace-appointment.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { appointed, type Exam, judged, key, opened, type People, peopleOf, registered, signed } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

const reason = 'Un membro non può più partecipare alla seduta.'
let house: House
let people: People
let prisma: ReturnType<typeof openPrisma>
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  prisma = openPrisma({ pool: house.database.pool })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

const revoke = (exam: Exam, changes: Partial<Parameters<typeof revokeAppointment>[0]> = {}) =>
  revokeAppointment(
    { actor: people.chamber, idempotencyKey: key(), commissionId: exam.commissionId, actNumber: `REV/${key()}`, reason, ...changes },
    house.world,
  )
const replace = (exam: Exam, actNumber: string) =>
  replaceAppointment(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      commissionId: exam.commissionId,
      reason,
      appointment: {
        members: exam.members,
        actNumber,
        sittingPlannedAt: new Date(house.clock.at.getTime() + 1_800_000),
        place: 'Bergamo, sala B',
      },
    },
    house.world,
  )
async function stateOf({ caseId }: Exam) {
  return (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [caseId]))[0]?.state
}
async function documentsOf({ caseId }: Exam, of: string) {
  return house.world.db.rows<{ id: string; title: string }>(
    'SELECT id, title FROM case_document WHERE case_id = $1 AND class = $2 ORDER BY created_at',
    [caseId, of],
  )
}
const read = (exam: Exam, documentId: string) =>
  readDocument({ caseId: exam.caseId, documentId, actor: people.officer, prisma, db: house.world.db })
const text = async (exam: Exam, documentId: string) =>
  String(
    (await readDocumentFile({ caseId: exam.caseId, documentId, actor: people.officer, prisma, db: house.world.db, form: 'text' })).content,
  )

describe('an appointment that is revoked', () => {
  test('sends its cases back, keeps the old act readable, and says by which act it ended', async () => {
    const exam = await appointed(house, people)
    await revoke(exam, { actNumber: 'REV/1' })
    expect(await stateOf(exam)).toBe('commissione_richiesta')

    const [appointment] = await documentsOf(exam, 'nomina')
    const [revocation] = await documentsOf(exam, 'revoca')
    expect(revocation?.title).toBe('Atto di revoca REV/1')
    expect((await read(exam, appointment?.id ?? '')).commission?.revoked).toMatchObject({ actNumber: 'REV/1', reason })
    const listed = await readCase({
      caseId: exam.caseId,
      actor: people.officer,
      language: 'it',
      prisma,
      db: house.world.db,
      now: house.clock.at,
    })
    const ended = listed.documents.flatMap((one) => ('revoked' in one ? [{ title: one.title, revoked: one.revoked }] : []))
    expect(ended.map(({ title }) => title)).toEqual([appointment?.title, "Convocazione all'esame"])
    expect(ended[0]?.revoked).toMatchObject({ actNumber: 'REV/1', documentId: revocation?.id })
    expect(await text(exam, appointment?.id ?? '')).toMatch(/REVOCATA con atto REV\/1 il 23 novembre 2026.*Motivo: Un membro/)
    expect(await text(exam, revocation?.id ?? '')).toContain('revoca la nomina della commissione')

    const { content } = await readDocumentFile({
      caseId: exam.caseId,
      documentId: revocation?.id ?? '',
      actor: people.officer,
      prisma,
      db: house.world.db,
      form: 'sealed',
    })
    expect(parseCompact(String(content)).payload).toMatchObject({
      type: ['VerifiableCredential', 'AppointmentRevocationCredential'],
      credentialSubject: { id: `urn:uuid:${exam.commissionId}`, act: { number: 'REV/1', date: '2026-11-23' } },
    })
  })

  test('is written about to the body and to each member', async () => {
    const sent: { to: string; subject: string; text: string }[] = []
    const send = async (mail: (typeof sent)[number]) => void sent.push(mail)
    while ((await workOutbox({ db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping, send })) > 0);
    const about = sent.filter(({ subject }) => /revocata/.test(subject))
    expect(about.map(({ to }) => to).sort()).toEqual([
      'agnese.cortivaldima@posta.example',
      'sportello@orobie-formazione.example',
      'tommaso.fontanella@posta.example',
    ])
    const [member] = about.filter(({ to }) => to.startsWith('agnese'))
    expect(member?.text).not.toMatch(/Nèva|Adùlio/)
  })

  test('nobody opens its sitting, reads its dossier, or finds it among what is to be held', async () => {
    const exam = await appointed(house, people)
    await revoke(exam)
    const open = openSitting({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, house.world)
    await expect(open).rejects.toMatchObject({ code: 'sitting.unknown' })
    await expect(
      house.world.db.rows(`UPDATE sitting SET state = 'open', opened_at = now(), opened_by = $2 WHERE id = $1`, [
        exam.sittingId,
        people.president.accountId,
      ]),
    ).rejects.toMatchObject({ code: 'sitting.unknown' })
    const listed = await readSittings({ actor: people.president, prisma, db: house.world.db })
    expect(listed.items.map(({ id }) => id)).not.toContain(exam.sittingId)
  })

  test('is refused once the commission has sat, twice, without reasons, and to others', async () => {
    const exam = await appointed(house, people)
    await expect(revoke(exam, { actor: people.officer })).rejects.toMatchObject({ code: 'appoint.not-allowed' })
    const como = await house.who('chamber-como-lecco', 'chamber')
    await expect(revoke(exam, { actor: como })).rejects.toMatchObject({ code: 'appointment.unknown' })
    await expect(revoke(exam, { reason: 'no' })).rejects.toMatchObject({ code: 'case.reason-missing' })
    expect(await stateOf(exam)).toBe('convocato')
    await opened(house, people, exam)
    await expect(revoke(exam)).rejects.toMatchObject({ code: 'appointment.sat' })
    await expect(
      house.world.db.rows(
        `INSERT INTO commission_revocation (commission_id, organisation_id, act_number, reason, revoked_at, revoked_by, sealed)
         VALUES ($1, $2, 'X/1', 'perché sì', now(), $3, 'x')`,
        [exam.commissionId, people.chamber.organisation.id, people.chamber.accountId],
      ),
    ).rejects.toMatchObject({ code: 'appointment.sat' })
    const other = await appointed(house, people)
    await revoke(other)
    await expect(revoke(other)).rejects.toMatchObject({ code: 'appointment.revoked' })
  })
})

describe('an appointment that is replaced', () => {
  test('ends by the act that makes the new one; the certificate stands on the new, and says nothing of the old', async () => {
    const old = await appointed(house, people)
    const { commissionId, sittingId } = await replace(old, 'SOST/1')
    expect(await stateOf(old)).toBe('convocato')
    const [first, second] = await documentsOf(old, 'nomina')
    expect((await read(old, first?.id ?? '')).commission?.revoked).toMatchObject({ actNumber: 'SOST/1', replacedBy: 'SOST/1' })
    expect((await read(old, second?.id ?? '')).commission).toMatchObject({ id: commissionId, actNumber: 'SOST/1' })
    expect((await read(old, second?.id ?? '')).commission?.revoked).toBeUndefined()

    house.clock.advance(3600)
    const exam = { ...old, commissionId, sittingId }
    await opened(house, people, exam)
    await judged(house, people, exam)
    await signed(house, people, exam)
    await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
    await registered(house, people, exam)
    house.clock.advance(3600)
    const { id } = await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: old.caseId }, house.world)
    const [act] = await house.world.db.rows<{ record: string }>('SELECT record::text FROM attestation WHERE id = $1', [id])
    expect(act?.record).toContain('SOST/1')
    const [kept] = await house.world.db.rows<{ act_number: string }>('SELECT act_number FROM commission WHERE id = $1', [old.commissionId])
    expect(act?.record).not.toContain(kept?.act_number ?? '')
  })
})
