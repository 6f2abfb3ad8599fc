import { readFileSync } from 'node:fs'
import shipped from '../../schemas/repertory/qrsp-lombardia.json' with { type: 'json' }
import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { officer, region } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'region' })

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('the Region adds a body, recognises it for a while, and takes that back by an act', async ({ office }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Enti', exact: true }).click()
  await expect(office.title).toHaveText('5 enti riconosciuti')
  await page.getByRole('combobox', { name: 'Tipo' }).selectOption({ label: 'Camera di commercio' })
  await expect(office.title).toHaveText('2 enti riconosciuti')
  await page.reload()
  await expect(office.title).toHaveText('2 enti riconosciuti')
  await look(page, 'organisations')
  await page.getByRole('link', { name: 'Aggiungi un ente' }).click()
  await page.getByLabel('Nome dell’ente').fill('Valcalepio Lavoro')
  await page.getByLabel('Tipo').selectOption({ label: 'ente accreditato' })
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await page.getByLabel('In base a quale norma è autorizzato').fill('Prova (dato dimostrativo)')
  await look(page, 'organisation-new')
  await page.getByRole('button', { name: 'Aggiungi l’ente' }).click()
  await expect(office.title).toHaveText('Valcalepio Lavoro')
  await page.getByRole('button', { name: 'Aggiungi un riconoscimento' }).click()
  await page.getByLabel('Numero dell’atto').fill('DIM/2026/900')
  await page.getByLabel('Data dell’atto').fill(day(-1))
  await page.getByLabel('Vale dal').fill(day(0))
  await page.getByLabel('Vale fino al').fill(day(40))
  await look(page, 'organisation-recognise')
  await page.getByRole('button', { name: 'Sigilla e pubblica' }).click()
  await expect(page.getByText('Il riconoscimento è sigillato e pubblicato.')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^In vigore: / })).toBeVisible()
  await page.getByRole('button', { name: 'Ritira', exact: true }).click()
  await page.getByLabel('Numero dell’atto').fill('REV/2026/1')
  await page.getByLabel('Data dell’atto').fill(day(-1))
  await page.getByLabel('Non vale più dal').fill(day(2))
  await page.getByLabel('Motivazione').fill('Ha chiuso la sede.')
  await page.getByRole('button', { name: 'Ritira il riconoscimento' }).click()
  await expect(page.getByRole('heading', { name: /^Ritirato: / })).toBeVisible()
  await look(page, 'organisation')
})

test('the register is opened by number; the Region suspends with an act, and takes the audit file away', async ({ office }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Registro' }).click()
  await expect(page.getByText(/^Di che tipo: .*Attestato di competenza \d/)).toBeVisible()
  await page.getByLabel('Che tipo di atto').selectOption({ label: 'Attestato di competenza' })
  await look(page, 'register')
  await page.locator('tbody a').first().click()
  await expect(office.title).toHaveText(/Atto /)
  const number = ((await office.title.textContent()) ?? '').replace(/^.*Atto /, '').trim()
  await page.getByRole('button', { name: 'Sospendi' }).click()
  await page.getByLabel('Numero dell’atto').fill('DEC/2026/7')
  await page.getByLabel('Data dell’atto').fill(day(-1))
  await page.getByLabel('Motivo').selectOption({ index: 1 })
  await page.getByLabel('Spiegazione').fill('Segnalazione di un ufficio.')
  await page.getByLabel('Scrivi il numero di registro').fill(number)
  await look(page, 'register-suspend')
  await page.getByRole('button', { name: /^Sospendi/ }).click()
  await expect(page.getByText('Fatto: ora l’atto è «sospeso».')).toBeVisible()
  await page.getByLabel('Perché lo chiedi').fill('Controllo a campione FSE+.')
  await page.getByRole('button', { name: 'Prepara il fascicolo' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica il fascicolo (zip)' }).click()])
  expect(file.suggestedFilename()).toMatch(/^fascicolo-.*\.zip$/)
  await look(page, 'register-entry')
})

test('a role is proposed by one and confirmed by another', async ({ office, someone }) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('link', { name: 'Persone' }).click()
  await page.getByRole('button', { name: 'Proponi un ruolo' }).click()
  await page.getByLabel('Indirizzo con cui la persona entra').fill('grazia.ondei@posta.example')
  await page.getByLabel('accoglienza').check()
  await page.getByLabel('Vale dal').fill(day(0))
  await page.getByLabel('Vale fino al').fill(day(20))
  await page.getByLabel('Perché').fill('Sostituisce una collega.')
  await look(page, 'people-propose')
  await page.getByRole('button', { name: 'Proponi', exact: true }).click()
  await expect(page.getByText('La proposta aspetta la conferma di un altro amministratore.')).toBeVisible()
  await expect(page.getByText('Aspetta un altro amministratore', { exact: false }).first()).toBeVisible()
  const other = new ConsolePages(await someone())
  await other.login('Zoè Carminàti')
  await other.page.getByRole('link', { name: /^Conferma o rifiuta il ruolo/ }).click()
  await other.page.getByRole('button', { name: 'Conferma', exact: true }).click()
  await expect(other.page.getByText(/^Il ruolo di .* è confermato/)).toBeVisible()
  await look(other.page, 'people')
})

test('a file for another system says what it holds and what was left out', async ({ office }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Esportazioni' }).click()
  await expect(office.title).toHaveText('Esportazioni')
  await page.getByLabel('Sedute dal').fill('2020-01-01')
  await page.getByLabel('Per quale sistema').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Prepara il file' }).click()
  await expect(page.getByText(/nel file/).first()).toBeVisible()
  await look(page, 'exports')
})

test('a release of the repertory is seen as a difference, and accepted by another person', async ({ office, someone }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Repertorio' }).click()
  const release = {
    ...shipped,
    competences: [
      ...shipped.competences.map((row, at) =>
        at === 1
          ? { ...row, name: { ...row.name, it: `${row.name.it}, anche con persone che parlano un'altra lingua e hanno abitudini diverse` } }
          : row,
      ),
      { ...shipped.competences[0], id: 'nuova', name: { it: 'Competenza nuova' } },
    ],
  }
  const file = { name: 'qrsp-2026-2.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(release)) }
  await page.getByLabel('File della release (JSON o CSV)').setInputFiles(file)
  await page.getByLabel('Da quando si usa').fill(day(0))
  await look(page, 'repertory')
  await page.getByRole('button', { name: 'Carica e guarda che cosa cambia' }).click()
  await expect(page.getByText('1 nuova, nessuna tolta, 1 cambiata')).toBeVisible()
  await expect(page.getByText('L’hai caricata tu: la accetta un’altra persona.')).toBeVisible()
  const other = new ConsolePages(await someone())
  await other.login('Ermìnia Castelbàrco')
  await other.page.getByRole('link', { name: 'Repertorio' }).click()
  await other.page.getByRole('link', { name: 'qrsp-2026-2' }).click()
  await expect(other.page.getByText(/anche con persone che parlano un'altra lingua/).first()).toBeVisible()
  await look(other.page, 'repertory-release')
  await other.page.getByRole('button', { name: 'Accetta la release' }).click()
  await expect(other.page.getByText(/^La release è accettata/)).toBeVisible()
})

test('the Atlante is changed as a table, and a file that is not as it should be says where', async ({ office, someone }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Repertorio' }).click()
  await page.getByRole('link', { name: 'Atlante del lavoro' }).click()
  await expect(office.title).toHaveText('Atlante del lavoro')
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'tabella (CSV)' }).click()])
  const today = readFileSync(await table.path(), 'utf8')
  const give = (content: string) =>
    page
      .getByLabel('File della release (JSON o CSV)')
      .setInputFiles({ name: 'atlante-2027.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
  const upload = page.getByRole('button', { name: 'Carica e guarda che cosa cambia' })
  await give(today.replace('trasversale-qualita', 'mai-vista'))
  await page.getByLabel('Da quando si usa').fill(day(0))
  await upload.click()
  await expect(page.getByText(/rimanda alla competenza «mai-vista»/)).toBeVisible()
  await look(page, 'atlante')
  await page.reload()
  await expect(page.getByLabel('Da quando si usa')).toHaveValue(day(0))
  await give(today.replace('Gestire un reclamo', 'Rispondere a un reclamo'))
  await upload.click()
  await expect(page.getByText('Rispondere a un reclamo (DEMO.23.01.02)')).toBeVisible()
  const other = new ConsolePages(await someone())
  await other.login('Ermìnia Castelbàrco')
  await other.page.goto(page.url())
  await expect(other.title).toHaveText('atlante-2027')
  await look(other.page, 'atlante-release')
  await other.page.getByRole('button', { name: 'Accetta la release' }).click()
  await expect(other.page.getByText(/^La release è accettata/)).toBeVisible()
})
