import { readFileSync } from 'node:fs'
import { addresses } from './addresses.ts'
import { validate, writeCase } from './case-by-api.ts'
import { inDatabase } from './in-database.ts'
import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { chamber, expert, officer, president } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'commission' })

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/p9sUXwAAAABJRU5ErkJggg==', 'base64')
const SCAN = Buffer.from('%PDF-1.7\nuna prova\n')
const person = 'Lìvia Moràntis'

test('a member reads the evidence while it is open to them, does not sign, and the refusal tells the person what they can do', async ({
  office,
  someone,
}) => {
  test.setTimeout(240_000)
  const { page } = office
  await office.login(officer)
  const written = await writeCase(page, {
    person: { givenName: 'Lìvia', familyName: 'Moràntis', birthDate: '1990-04-05', taxCode: '99000000051' },
    province: 'BG',
    competences: ['trasversale-qualita'],
    evidence: [
      { class: 'contratto', title: 'Contratto fotografato', bytes: PIXEL },
      { class: 'cv-europass', title: 'Curriculum', bytes: SCAN },
    ],
  })
  // Told after the document of trasparenza: the commission reads that, and in what the dossier is another.
  await written.act('release-transparency')
  await written.act('experience', { experience: { context: 'volontariato', title: 'Cuoca alla festa' } })
  await written.act('file-application', { differing: true })
  await written.act('decide-application', { admitted: true, reason: 'Le evidenze e le competenze scelte vanno insieme.' })
  await validate(written, {
    held: () => inDatabase('SET session_replication_role = replica', "UPDATE case_plan SET interview_at = interview_at - interval '1 day'"),
  })
  await office.openCase(person)
  await office.requestCommission('Con le evidenze nel dossier.')
  await office.logout()
  await office.login(chamber)
  await office.openRequest(person)
  await office.appoint({ president, experts: [expert], actNumber: 'PROVA/9' })
  await office.logout()

  // Nothing is open before the member has declared about this person.
  await office.login(expert)
  await office.openSittingOf(person)
  await expect(page.getByRole('button', { name: 'Apri il dossier' })).toHaveCount(0)
  await office.declareNoConflict()
  await page.getByRole('button', { name: 'Apri il dossier' }).click()
  await expect(page.getByText(new RegExp(`^Lo legge ${expert}, `))).toBeVisible()
  await expect(page.getByText(/^È il dossier presentato con la domanda del /)).toBeVisible()
  await expect(page.getByText('Esperienza aggiunta: Cuoca alla festa')).toBeVisible()
  await look(page, 'reading-room')
  const picture = page.getByRole('link', { name: 'Contratto fotografato' })
  const [kept] = await Promise.all([page.waitForEvent('download'), picture.click()])
  expect(kept.suggestedFilename()).toBe('Contratto fotografato.svg')
  const marked = readFileSync(await kept.path(), 'utf8')
  expect(marked).toContain('Sola lettura: esperto')
  expect(marked).toContain('Commissione n. PROVA/9')
  expect(marked).not.toContain(expert)
  const [scanned] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Curriculum' }).click()])
  expect(scanned.suggestedFilename()).toBe('Curriculum.pdf')

  // After the days of the rules nothing of it opens, by page or by address.
  const address = new URL((await picture.getAttribute('href')) ?? '', addresses().issuer).href
  await inDatabase(
    'SET session_replication_role = replica',
    "UPDATE sitting SET planned_at = planned_at - interval '60 days' WHERE state = 'convened'",
  )
  await page.reload()
  await expect(page.getByText(/^Il dossier si poteva leggere fino al /)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Apri il dossier' })).toHaveCount(0)
  const closed = await page.request.get(address)
  expect([closed.status(), (await closed.json()).code]).toEqual([403, 'reading.over'])
  await look(page, 'reading-room-over')
  await inDatabase(
    'SET session_replication_role = replica',
    "UPDATE sitting SET planned_at = planned_at + interval '60 days' WHERE state = 'convened'",
  )

  const desk = new ConsolePages(await someone())
  await desk.login(president)
  await desk.openSittingOf(person)
  await desk.declareNoConflict()
  await desk.beginSitting()
  await desk.markPresent([president, expert])
  await desk.judgeAll({ outcome: 'Non certificata', reason: 'La prova pratica non mostra la competenza.' })
  await desk.writeMinutes()
  await desk.sign()

  // The expert does not sign, and says why; the president opens the sitting again and has another text written.
  await page.reload()
  await page.getByRole('button', { name: 'Non firmo' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Non firmo' }).click()
  await expect(dialog.getByText('Scrivi almeno 10 caratteri.')).toBeVisible()
  await dialog.getByLabel('Perché non firmi').fill('Il testo non riporta la prova scritta.')
  await look(page, 'refuse-to-sign')
  await dialog.getByRole('button', { name: 'Non firmo' }).click()
  await expect(page.getByText(/non ha firmato, il /)).toBeVisible()
  await expect(page.getByText('«Il testo non riporta la prova scritta.»')).toBeVisible()
  // What the other answered comes by itself; whoever acts before that is told so.
  await expect(desk.page.getByText('«Il testo non riporta la prova scritta.»')).toBeVisible()
  await desk.page.getByRole('button', { name: 'Scrivi di nuovo il verbale' }).click()
  await desk.page.getByLabel('Che cosa non va nel testo').fill('Manca la prova scritta.')
  await desk.page.getByRole('button', { name: 'Riapri la seduta' }).click()
  await desk.writeMinutes()
  await desk.sign()
  await page.reload()
  await office.sign()
  await desk.page.reload()
  await desk.closeMinutes()
  await look(desk.page, 'minutes-written-again')
  await office.logout()

  // What the person gets: each reason, and what they can do about it.
  await office.login(officer)
  await office.openCase(person)
  await page.getByRole('link', { name: /^Diniego/ }).click()
  await expect(page.getByText('La prova pratica non mostra la competenza.').first()).toBeVisible()
  await expect(page.getByText('Ricorrere al tribunale amministrativo regionale entro 60 giorni.').first()).toBeVisible()
  await look(page, 'refusal-with-remedies')
})

test('the president goes on without somebody who does not come, and the Chamber reads why', async ({ office }) => {
  const { page } = office
  const absent = 'Ornella Valsecchièra'
  await inDatabase('SET session_replication_role = replica', "UPDATE sitting SET planned_at = now() WHERE state = 'convened'")
  for (const member of [expert, president]) {
    if (member === president) await office.logout()
    await office.login(member)
    await office.openSittingOf(absent)
    await office.declareNoConflict()
  }
  await office.beginSitting()
  await page.getByText('Vai avanti senza una persona').click()
  await page.getByRole('button', { name: 'Vai avanti senza' }).click()
  await expect(page.getByText('Scegli la persona.')).toBeVisible()
  await page.getByLabel('Chi', { exact: true }).selectOption({ index: 1 })
  await page.getByLabel('Perché non si esamina').selectOption({ label: 'Non si è presentata' })
  await page.getByLabel('Che cosa è successo').fill('Non si è presentata e non ha avvisato.')
  await look(page, 'leave-out')
  await page.reload()
  await expect(page.getByLabel('Che cosa è successo')).toHaveValue('Non si è presentata e non ha avvisato.')
  await page.getByRole('button', { name: 'Vai avanti senza' }).click()
  await expect(page.getByText(`${absent} non si è presentata, e non è esaminata.`)).toBeVisible()
  await look(page, 'left-out')
  await office.logout()
  await office.login(chamber)
  await office.openRequest(absent)
  await expect(
    page.getByText(/^La commissione nominata con atto .+Non si è presentata\. «Non si è presentata e non ha avvisato\.»$/),
  ).toBeVisible()
  await look(page, 'request-left-out')

  // Nobody is left to be heard: the Chamber calls the sitting off, and it is in no list any more.
  await page.getByRole('link', { name: 'Oggi', exact: true }).click()
  await page.getByRole('link', { name: /^Annulla la seduta dell'atto .+: nessun candidato$/ }).click()
  await page.getByRole('button', { name: /^Annulla la seduta dell'atto / }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Perché la revochi')).toHaveValue('Nessun candidato da esaminare.')
  await dialog.getByLabel("Numero dell'atto di revoca").fill('REV/2026/9')
  await look(page, 'sittings-call-off')
  await dialog.getByRole('button', { name: 'Revoca', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Annulla la seduta dell'atto / })).toHaveCount(0)
  await look(page, 'sittings-called-off')
})

test('the Chamber says which login an expert has, and the expert finds what is theirs', async ({ office }) => {
  const { page } = office
  const entered = "Bice D'Ambrogio"
  await inDatabase("UPDATE expert SET account_id = NULL WHERE account_id IN (SELECT id FROM account WHERE subject = 'expert-2')")
  await office.login(chamber)
  await page.getByRole('link', { name: 'Esperti', exact: true }).click()
  await page.getByRole('link', { name: entered }).click()
  await page.getByRole('button', { name: "Collega l'accesso" }).click()
  await expect(page.getByText("Scegli l'accesso.")).toBeVisible()
  await page.getByLabel('Accesso della persona').selectOption({ index: 1 })
  await look(page, 'expert-login')
  await page.getByRole('button', { name: "Collega l'accesso" }).click()
  await expect(page.getByText("Hai collegato l'accesso: da ora la persona trova le sue sedute.")).toBeVisible()
  await expect(page.getByText(`La persona accede come ${entered}.`)).toBeVisible()
  await expect(page.getByRole('button', { name: "Collega l'accesso" })).toHaveCount(0)
  await office.logout()
  await office.login(entered)
  await page.getByRole('link', { name: 'Sedute', exact: true }).click()
  await expect(office.title).toBeVisible()
})
