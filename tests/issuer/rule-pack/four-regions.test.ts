import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { parseCompact } from '../../../credential/jose/index.ts'
import { escapeHtml } from '../../../http/page/escape-html.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readCase } from '../../../issuer/reads/case.ts'
import { rulePackRoutes } from '../../../issuer/routes/rule-packs.ts'
import { readRulePacks } from '../../../issuer/rule-pack/read-rule-packs.ts'
import { PACKS, type RulePack } from '../../../issuer/rule-pack/rule-pack.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { requestByException } from '../../../issuer/steps/request-by-exception.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { key, registered } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { peopleOfRegion, type Region, settle as settleIn } from '../region.ts'
import { competencesOf, doAct, reason, type Walk, walkTo, welcome } from '../walk.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const settle = (place: { code: string; province: string }) => settleIn(house, place)

/** Names for the seats that the rules ask for, in the order of the roles. */
const seats = (region: Region) => (peopleOfRegion(region, 'profile').seats ?? []).map(({ expertId, role }) => ({ expertId, role }))

/** From the request to the attestato, by the people of that region. */
async function examine(region: Region, { caseId }: Walk): Promise<{ record: Attestation; lines: string[]; toMembers: string[] }> {
  const { world, clock } = house
  const { office, body, members, pack } = region
  const chosen = seats(region)
  const sitting = members.slice(0, chosen.length)
  const [request] = await world.db.rows<{ id: string }>('SELECT id FROM commission_request WHERE case_id = $1', [caseId])
  const appointment = {
    actor: office,
    requestIds: [request?.id ?? ''],
    actNumber: `ATTO/${pack.id}/${caseId.slice(0, 8)}`,
    sittingPlannedAt: new Date(clock.at.getTime() + 3_600_000),
    place: 'Aula 1',
  }
  const short = appointCommission({ ...appointment, idempotencyKey: key(), members: chosen.slice(0, -1) }, world)
  await expect(short).rejects.toMatchObject({ code: 'appoint.too-few' })
  const { sittingId } = await appointCommission({ ...appointment, idempotencyKey: key(), members: chosen }, world)
  const toMembers = await letters()
  clock.advance(7200)
  const president = sitting[0]?.actor ?? office
  const by = (actor: Actor) => ({ actor, idempotencyKey: key(), sittingId })
  for (const { actor } of sitting) await declareNoConflict({ ...by(actor), caseId }, world)
  await openSitting(by(president), world)
  await recordPresence({ ...by(president), memberIds: sitting.map(({ expertId }) => expertId) }, world)
  for (const competenceId of await competencesOf({ caseId, world }))
    await judgeCompetence({ ...by(president), caseId, competenceId, outcome: 'certificata', reason: reason.text }, world)
  const { digest } = await writeMinutes(by(president), world)
  for (const { actor } of sitting) await signMinutes({ ...by(actor), digest, answer: 'signed' }, world)
  await closeMinutes(by(president), world)
  clock.advance(3600)
  const people = { officer: body, chamber: office, president, expert: president }
  if (pack.numbering.attestation.givenBy === 'outside') await registered(house, people, { caseId })
  const { id } = await releaseAttestation({ actor: body, idempotencyKey: key(), caseId }, world)
  const [row] = await world.db.rows<{ record: Attestation; lines: string[] }>(
    `SELECT a.record, m.lines FROM attestation a JOIN minutes m ON m.sitting_id = $2 WHERE a.id = $1`,
    [id, sittingId],
  )
  if (row === undefined) throw new Error('nothing was released')
  return { ...row, toMembers }
}

/** What those of a case read while its commission is being asked for, and every letter until now. */
async function shown({ body, office }: Region, { caseId }: Walk) {
  const { world, database } = house
  const prisma = openPrisma({ pool: database.pool })
  const asking = { caseId, language: 'it', prisma, db: world.db, now: world.now() } as const
  const [ofBody, ofOffice, own] = await Promise.all([
    readCase({ ...asking, actor: body }),
    readCase({ ...asking, actor: office }),
    readOwnCase(caseId, world),
  ])
  await prisma.$disconnect()
  const viewer = { by: 'link', csrf: '', caseIds: [caseId] } as const
  const ofPerson = casePage({ own, viewer, frame: { language: 'it', demo: true, otherHref: '/' } })
  return { ofBody, ofOffice, ofPerson, letters: await letters() }
}

async function letters(): Promise<string[]> {
  const sent: string[] = []
  const send = async ({ subject, text }: { subject: string; text: string }) => void sent.push(`${subject}\n${text}`)
  while ((await workOutbox({ ...house.world, send })) > 0);
  return sent
}

const start = (region: Region): Promise<Walk> =>
  welcome(
    house,
    { officer: region.body, chamber: region.office, president: region.office, expert: region.office },
    { actor: region.body, province: region.province },
  )

describe('the same case, from the first meeting to the attestato', () => {
  test.each([
    { name: 'Lombardia', code: 'ITC4', province: 'BS', kind: 'chamber', sit: 2, series: /^LOM-2026-\d{6}$/ },
    { name: 'Sicilia', code: 'ITG1', province: 'PA', kind: 'department', sit: 3, series: /^SIC-2026-\d{6}$/ },
    { name: 'Toscana', code: 'ITI1', province: 'FI', kind: 'department', sit: 3, series: /^TOS-2026-\d{6}$/ },
    { name: 'Lazio', code: 'ITI4', province: 'RM', kind: 'department', sit: 3, series: /^LAZ-2026-\d{6}$/ },
  ])('$name', async ({ code, province, kind, sit, series }) => {
    const region = await settle({ code, province })
    expect(region.pack.appointedBy.organisationKind).toBe(kind)
    expect(seats(region)).toHaveLength(sit)
    const walk = await start(region)
    await letters()
    await walkTo('request-commission', walk)
    const before = await shown(region, walk)
    expect(before.ofBody.chambers).toMatchObject([{ name: region.office.organisation.name, kind }])
    expect(before.ofBody.rulePack.office).toEqual(region.pack.appointedBy.office)
    expect(before.ofPerson).toContain(escapeHtml(region.pack.appointedBy.it))
    const { record, lines, toMembers } = await examine(region, walk)
    expect(toMembers.join()).toContain(region.office.organisation.name)
    const said = JSON.stringify([before, toMembers, await letters()])
    if (kind !== 'chamber') expect(said).not.toMatch(/\bCamera\b|\bChamber\b/)

    expect(record.number).toMatch(series)
    expect(record.decision?.chamber.legalName).toBe(region.office.organisation.name)
    const appointing = parseCompact(record.authority.chamber ?? '').payload
    expect(JSON.stringify(appointing)).toContain(region.office.organisation.did)
    expect(lines.join('\n')).toContain(region.office.organisation.name)
    if (kind !== 'chamber') expect(lines.join('\n')).not.toMatch(/Camera di commercio/)
    // Each member is named by the role that the rules of the region give them.
    for (const { role } of seats(region)) {
      const words = region.pack.compositions.profile.roles.find(({ id }) => id === role)
      expect(lines.join('\n')).toContain(`(${words?.it})`)
    }
    const packs = await house.world.db.rows('SELECT 1 FROM case_transition WHERE case_id = $1 AND rule_pack_id <> $2', [
      walk.caseId,
      region.pack.id,
    ])
    expect(packs).toEqual([])
  })

  test('in Lazio, by way of exception, without a document of validation; elsewhere nobody gets there', async () => {
    const on = (region: Region, { caseId }: Walk) => ({
      actor: region.body,
      idempotencyKey: key(),
      caseId,
      chamberId: region.office.organisation.id,
      methods: ['colloquio'],
      mode: 'presential' as const,
      reason: { class: 'via-eccezionale', text: 'La persona parte fra un mese per un lavoro all’estero.' },
    })
    const sicilia = await settle({ code: 'ITG1', province: 'CT' })
    const elsewhere = await start(sicilia)
    await walkTo('admit', elsewhere)
    await expect(requestByException(on(sicilia, elsewhere), house.world)).rejects.toMatchObject({ code: 'case.by-exception' })

    const lazio = await settle({ code: 'ITI4', province: 'VT' })
    const walk = await start(lazio)
    await walkTo('admit', walk)
    const bare = { ...on(lazio, walk), reason: { class: 'via-eccezionale', text: 'Sì.' } }
    await expect(requestByException(bare, house.world)).rejects.toMatchObject({ code: 'case.reason-missing' })
    await requestByException(on(lazio, walk), house.world)
    const { record } = await examine(lazio, walk)
    expect(record.outcome.competences).toHaveLength(2)
    const states = await house.world.db.rows<{ state: string }>('SELECT state FROM case_transition WHERE case_id = $1', [walk.caseId])
    expect(states.map(({ state }) => state)).not.toContain('validazione_rilasciata')
    expect(states.map(({ state }) => state)).toContain('rilasciato')
  })
})

/** A file that somebody in Umbria might write, beside those that ship: no line of code knows of it. */
const umbria = (version: string, from: string, changes: object = {}): RulePack => {
  const file = readFileSync('schemas/rule-packs/toscana-demo-2024.json', 'utf8')
    .replaceAll('toscana', 'umbria')
    .replaceAll('Toscana', 'Umbria')
    .replaceAll('"TOS', '"UMB')
    .replace('"ITI1"', '"ITI2"')
    .replace('"AR":', '"PG":')
  const folder = mkdtempSync(join(tmpdir(), 'attesta-rules-'))
  try {
    cpSync('schemas/rule-packs', folder, { recursive: true })
    writeFileSync(join(folder, 'umbria.json'), JSON.stringify({ ...JSON.parse(file), version, from, ...changes }))
    const found = readRulePacks(folder).filter((pack) => !PACKS.some(({ id }) => id === pack.id) || pack.region === 'ITI2')
    if (found.length !== 1 || found[0] === undefined) throw new Error('the file was not found')
    return found[0]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a fifth region', () => {
  const added = (pack: RulePack) => (PACKS as RulePack[]).push(pack)
  afterAll(() => {
    ;(PACKS as RulePack[]).splice(4)
  })

  test('is a file: it is shown and compared in words, and the same case is walked under it, with nothing else changed', async () => {
    added(umbria('1', '2024-01-01'))
    const app = Fastify()
    rulePackRoutes(app)
    const read = async (url: string) => (await app.inject({ url, headers: { 'accept-language': 'it' } })).json()
    const { items } = await read('/api/rule-packs')
    expect(items.map(({ id }: RulePack) => id)).toContain('umbria-demo-2024')
    expect((await read('/api/rule-packs/umbria-demo-2024/1')).rules).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'numbering', says: 'serie UMB, anno e 6 cifre' })]),
    )
    const pair = 'before=umbria-demo-2024&beforeVersion=1&after=lombardia-demo-2024&afterVersion=1'
    const { differences } = await read(`/api/rule-packs/diff?${pair}`)
    expect(differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'appointedBy', after: expect.objectContaining({ says: expect.stringMatching(/Camera/) }) }),
      ]),
    )
    const region = await settle({ code: 'ITI2', province: 'PG' })
    const walk = await start(region)
    await walkTo('request-commission', walk)
    const { record, lines } = await examine(region, walk)
    expect(record.number).toMatch(/^UMB-2026-\d{6}$/)
    expect(record.decision?.chamber.legalName).toBe(region.office.organisation.name)
    expect(lines.join('\n')).toContain(region.office.organisation.name)
  })

  test('changes its rules while a case runs: that case goes on under its own, the next begins under the new', async () => {
    const region = await settle({ code: 'ITI2', province: 'PG' })
    const before = await start(region)
    const { numbering } = region.pack
    const day = house.clock.at.toISOString().slice(0, 10)
    added(umbria('2', day, { numbering: { ...numbering, trasparenza: { ...numbering.trasparenza, series: 'NUOVA' } } }))
    const after = await start(region)
    for (const walk of [before, after]) await walkTo('release-transparency', walk)
    const numberOf = async ({ caseId }: Walk) =>
      (await house.world.db.rows<{ number: string }>('SELECT number FROM attestation WHERE case_id = $1', [caseId]))[0]?.number
    expect(await numberOf(before)).toMatch(/^UMBTRA-/)
    expect(await numberOf(after)).toMatch(/^NUOVA-/)
    const versions = await house.world.db.rows(
      'SELECT DISTINCT case_id, rule_pack_version AS v FROM case_transition WHERE case_id = ANY ($1)',
      [[before.caseId, after.caseId]],
    )
    expect(versions).toEqual(
      expect.arrayContaining([
        { case_id: before.caseId, v: '1' },
        { case_id: after.caseId, v: '2' },
      ]),
    )
    expect(versions).toHaveLength(2)
  })

  test('whose file of before was thrown away: the case says which rules are missing, and stays where it is', async () => {
    const region = await settle({ code: 'ITI2', province: 'PG' })
    const walk = await start(region)
    const place = PACKS.findIndex(({ id, version }) => id === 'umbria-demo-2024' && version === '2')
    const [gone] = (PACKS as RulePack[]).splice(place, 1)
    await expect(doAct('begin-identification', walk)).rejects.toMatchObject({ code: 'rule-pack.unknown' })
    const states = await house.world.db.rows('SELECT state FROM case_transition WHERE case_id = $1', [walk.caseId])
    expect(states).toEqual([{ state: 'accoglienza' }])
    if (gone !== undefined) added(gone)
    await doAct('begin-identification', walk)
  })
})
