import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { readDocumentFile } from '../../../issuer/reads/case-document.ts'
import { readCommissionPaper, readSittingPaper } from '../../../issuer/reads/commission-paper.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { rewriteMinutes } from '../../../issuer/steps/rewrite-minutes.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { caseInput, key, membersOf, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { pdfToolsAreHere, run } from '../pdf/pdf-tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'attesta-commission-paper-'))
const NEVA = { givenName: 'Nèva', familyName: "D'Adùlio" }
const ODDO = { givenName: 'Òddo', familyName: 'Ferracàne' }

describe('the papers of a commission that heard people of two bodies', () => {
  let house: House
  let people: People
  let lecco: Actor
  let prisma: Prisma
  let neva: string
  let oddo: string
  let commissionId: string
  let sittingId: string
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    lecco = await house.who('officer-cpi-lecco', 'officer')
    prisma = openPrisma({ pool: house.database.pool })
    const { world, clock } = house
    const requested = async (actor: Actor, name: typeof NEVA) => {
      const person = { ...name, birthDate: '1990-04-05', taxCode: nextTaxCode() }
      const { id: caseId } = await takeOverCase(caseInput(actor, { person }), world)
      const asked = { actor, idempotencyKey: key(), caseId, chamberId: people.chamber.organisation.id }
      return { caseId, requestId: (await requestCommission(asked, world)).id }
    }
    const [first, second] = [await requested(people.officer, NEVA), await requested(lecco, ODDO)]
    neva = first.caseId
    oddo = second.caseId
    clock.advance(3600)
    const members = await membersOf(house, people)
    const made = await appointCommission(
      {
        actor: people.chamber,
        idempotencyKey: key(),
        requestIds: [first.requestId, second.requestId],
        members,
        actNumber: 'ATTO/12',
        sittingPlannedAt: new Date(clock.at.getTime() + 3_600_000),
        place: 'Bergamo',
      },
      world,
    )
    commissionId = made.commissionId
    sittingId = made.sittingId
    clock.advance(3600)
    const on = (actor: Actor) => ({ actor, idempotencyKey: key(), sittingId })
    for (const actor of [people.president, people.expert])
      for (const caseId of [neva, oddo]) await declareNoConflict({ ...on(actor), caseId }, world)
    await openSitting(on(people.president), world)
    await recordPresence({ ...on(people.president), memberIds: members.map(({ expertId }) => expertId) }, world)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await prisma.$disconnect()
    await house.close()
  })

  async function hold(): Promise<void> {
    const { world } = house
    const on = (actor: Actor) => ({ actor, idempotencyKey: key(), sittingId })
    const rows = await world.db.rows<{ id: string; case_id: string }>('SELECT id, case_id FROM case_competence')
    for (const { id: competenceId, case_id: caseId } of rows) {
      const reason = caseId === neva ? 'Il colloquio di Nèva convince.' : 'Il colloquio di Òddo convince.'
      await judgeCompetence({ ...on(people.expert), caseId, competenceId, outcome: 'certificata', reason }, world)
    }
    const first = await writeMinutes(on(people.president), world)
    await signMinutes({ ...on(people.expert), digest: first.digest, answer: 'refused', note: 'Di Òddo manca la prova pratica.' }, world)
    await rewriteMinutes({ ...on(people.president), reason: 'Si completa il verbale.' }, world)
    const { digest } = await writeMinutes(on(people.president), world)
    await signMinutes({ ...on(people.expert), digest, answer: 'signed', note: 'Avrei dato più tempo.' }, world)
    await signMinutes({ ...on(people.president), digest, answer: 'signed', note: 'Con un ritardo di dieci minuti.' }, world)
  }

  function textOf({ content }: { content: string | Uint8Array }): string {
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, content)
    run('qpdf', ['--check', file])
    return run('pdftotext', ['-layout', file, '-']).replace(/\s+/g, ' ')
  }
  const chamber = (paper: 'nomina' | 'revoca' | 'dichiarazioni' | 'verbale', actor = people.chamber) =>
    readCommissionPaper({ commissionId, paper, actor }, house.world.db)
  const member = (paper: 'nomina' | 'dichiarazioni' | 'verbale', actor = people.expert) =>
    readSittingPaper({ sittingId, paper, actor }, house.world.db)
  async function inFile(caseId: string, of: string, actor: Actor) {
    const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM case_document WHERE case_id = $1 AND class = $2', [caseId, of])
    return readDocumentFile({ caseId, documentId: row?.id ?? '', form: 'pdf', actor, prisma, db: house.world.db })
  }

  test('are not there before they are made', async () => {
    await expect(chamber('verbale')).rejects.toMatchObject({ code: 'document.unknown' })
    await expect(chamber('revoca')).rejects.toMatchObject({ code: 'document.unknown' })
    await expect(member('verbale')).rejects.toMatchObject({ code: 'document.unknown' })
  })

  test('are nobody else’s: not another Chamber’s, not a body’s, not an expert’s who does not sit', async () => {
    const como = await house.who('chamber-como-lecco', 'chamber')
    for (const actor of [como, people.officer, people.expert])
      await expect(chamber('nomina', actor)).rejects.toMatchObject({ code: 'appointment.unknown' })
    for (const actor of [como, people.officer, people.chamber])
      await expect(member('nomina', actor)).rejects.toMatchObject({ code: 'sitting.unknown' })
    await expect(inFile(neva, 'nomina', lecco)).rejects.toMatchObject({ code: 'document.unknown' })
  })

  test.skipIf(!pdfToolsAreHere())('name everybody to the Chamber and the members, and to each body its own', async () => {
    for (const whole of [textOf(await chamber('nomina')), textOf(await member('nomina'))]) {
      expect(whole).toMatch(/D'Adùlio[\s\S]*Ferracàne|Ferracàne[\s\S]*D'Adùlio/)
      expect(whole).not.toMatch(/990000/)
    }
    for (const [caseId, actor, own, other] of [
      [neva, people.officer, 'Adùlio', 'Ferracàne'],
      [oddo, lecco, 'Ferracàne', 'Adùlio'],
    ] as const) {
      for (const of of ['nomina', 'convocazione']) {
        const text = textOf(await inFile(caseId, of, actor))
        expect(text).toContain(own)
        expect(text).not.toContain(other)
      }
      expect(textOf(await inFile(caseId, 'nomina', actor))).toMatch(/sente altre persone \(1\)[\s\S]*hears other people \(1\)/)
    }
  })

  test.skipIf(!pdfToolsAreHere())('give each member their own declarations, and the Chamber all', async () => {
    const own = textOf(await member('dichiarazioni'))
    expect(own).toContain('Fontanèlla')
    expect(own).not.toContain('Valdimà')
    expect(textOf(await chamber('dichiarazioni'))).toMatch(/Valdimà[\s\S]*Fontanèlla/)
  })

  test.skipIf(!pdfToolsAreHere())(
    'minutes say who signed with which remark, and who refused before; a body reads in its file what was said of its own',
    async () => {
      await hold()
      await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
      for (const whole of [textOf(await chamber('verbale')), textOf(await member('verbale'))]) {
        expect(whole).toMatch(/Firma Tòmmaso[\s\S]*«Avrei dato più tempo\.»[\s\S]*Firma Agnese[\s\S]*«Con un ritardo di dieci minuti\.»/)
        expect(whole).toMatch(
          /Testo 1, ritirato[\s\S]*Si completa il verbale[\s\S]*Non firma Tòmmaso[\s\S]*«Di Òddo manca la prova pratica\.»/,
        )
        expect(whole).toMatch(/di Nèva convince/)
        expect(whole).toMatch(/di Òddo convince/)
      }
      for (const [caseId, actor, own, other] of [
        [neva, people.officer, /Adùlio[\s\S]*Nèva convince/, /Ferracàne|Òddo/],
        [oddo, lecco, /Ferracàne[\s\S]*Òddo convince/, /Adùlio|Nèva/],
      ] as const) {
        for (const of of ['verbale', 'dichiarazioni']) expect(textOf(await inFile(caseId, of, actor))).not.toMatch(other)
        const text = textOf(await inFile(caseId, 'verbale', actor))
        expect(text).toMatch(own)
        expect(text).toMatch(/Questo è un estratto[\s\S]*Impronta SHA-256 del testo intero/)
      }
    },
  )
})
