import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../issuer/db/database.ts'
import { openDeskPool, sitDown, takeSeat } from '../../../issuer/db/desk.ts'
import { evidenceDisposition } from '../../../issuer/dossier/evidence-name.ts'
import { readDossier, readDossierEvidence } from '../../../issuer/reads/reading-room.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { addEvidence } from '../../../issuer/steps/dossier/add-evidence.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, TO_THE_CERTIFICATE, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
let desk: ReturnType<typeof openDeskPool>
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  desk = openDeskPool(house.database.pool)
})
afterAll(async () => {
  await desk.end()
  await house.close()
})

test('a member reads the dossier and its evidence after declaring about this person, until the days are over', async () => {
  const { world, clock } = house
  const walk = await welcome(house, people)
  await walkTo('begin-identification', walk)
  const { caseId } = walk
  const photo = { class: 'contratto', title: 'Foto: «1/2»', bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]) }
  await addEvidence({ actor: people.officer, idempotencyKey: key(), caseId, evidence: photo }, world)
  for (const act of TO_THE_CERTIFICATE.slice(1, TO_THE_CERTIFICATE.indexOf('appoint') + 1)) await doAct(act, walk)
  const [sitting] = await world.db.rows<{ id: string }>(
    'SELECT s.id FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1',
    [caseId],
  )
  const at = { actor: people.expert, sittingId: sitting?.id ?? '', caseId }
  const read = (actor = people.expert) => readDossier({ ...at, actor }, world)
  await expect(read()).rejects.toMatchObject({ code: 'reading.undeclared' })
  await declareNoConflict({ ...at, idempotencyKey: key() }, world)
  const dossier = await read()
  expect(dossier.experiences).toHaveLength(1)
  expect(dossier.evidence).toHaveLength(2)
  expect(dossier.validation).toHaveLength(2)
  expect(dossier.plan).toMatchObject({ place: 'Bergamo' })
  expect(JSON.stringify(dossier)).not.toContain('Vorrei che quello che so fare')
  // Each for themselves, each person for themselves; the Chamber's officer reads none of it.
  await expect(read(people.president)).rejects.toMatchObject({ code: 'reading.undeclared' })
  await expect(read(people.chamber)).rejects.toMatchObject({ code: 'sitting.unknown' })

  // Behind the second wall the sealed bytes are seen from the Chamber's desk, and from no other one.
  const { id: evidenceId } = dossier.evidence[0] as { id: string }
  const open = (organisationId: string) =>
    new Promise<{ bytes: Buffer }>((resolve, reject) => {
      takeSeat(() => {
        sitDown(organisationId)
        const db = openDatabase({ pool: desk, now: () => clock.at })
        readDossierEvidence({ ...at, evidenceId }, { ...world, db }).then(resolve, reject)
      })
    })
  expect((await open(people.chamber.organisation.id)).bytes.subarray(0, 5).toString()).toBe('%PDF-')

  // A picture is shown with who reads it across it, and nobody's name; its own bytes lie behind, as they were sent.
  const pictured = await readDossierEvidence({ ...at, evidenceId: (dossier.evidence[1] as { id: string }).id }, world)
  expect(pictured.mediaType).toBe('image/svg+xml')
  const drawn = pictured.bytes.toString()
  expect(drawn).toContain(`data:image/jpeg;base64,${Buffer.from(photo.bytes).toString('base64')}`)
  expect(drawn).toMatch(
    /Sola lettura: esperto<.*Commissione n\. ATTO\/\w+<.*Seduta del \d+ \p{L}+ 2026<.*Aperta il \d+ \p{L}+ 2026 alle ore/su,
  )
  expect(drawn).not.toContain(people.expert.name)
  expect(evidenceDisposition(pictured)).toBe(`attachment; filename="evidenza.svg"; filename*=UTF-8''Foto%20%C2%AB1%202%C2%BB.svg`)
  const elsewhere = await house.who('chamber-como-lecco', 'chamber')
  await expect(open(elsewhere.organisation.id)).rejects.toMatchObject({ code: 'sitting.unknown' })

  clock.advance(31 * 86_400)
  await expect(read()).rejects.toMatchObject({ code: 'reading.over' })
  const openings = await world.db.rows<{ action: string }>(
    "SELECT action FROM audit WHERE subject = $1 AND action IN ('dossier.opened', 'evidence.opened') ORDER BY seq",
    [at.sittingId],
  )
  expect(openings.map(({ action }) => action)).toEqual(['dossier.opened', 'evidence.opened', 'evidence.opened'])
})
