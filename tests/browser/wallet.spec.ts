import { readFile } from 'node:fs/promises'
import { addresses } from './addresses.ts'
import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

/** What the tour does not pass by: the rest of the wallet's screens, each looked at. */
test('the wallet before its first document', async ({ wallet }) => {
  const { page } = wallet
  await wallet.open()
  await look(page, 'wallet-first-key')
  await wallet.choosePassword('corta')
  await expect(page.getByText('È troppo corta')).toBeVisible()
  await page.getByRole('button', { name: 'Ho già un portafoglio' }).click()
  await look(page, 'wallet-restore')
  await page.getByRole('button', { name: 'Indietro' }).click()
  await wallet.create()
  await wallet.finishCreation()
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')
  await look(page, 'wallet-empty')
  await page.getByRole('link', { name: 'Aggiungi da un link' }).click()
  await look(page, 'wallet-add')
  await page.getByLabel('Il link').fill('https://esempio.example/niente')
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(wallet.problem).toBeVisible()
  await look(page, 'wallet-add-wrong')
})

test('a document can be shown to somebody far away, switched off, and deleted', async ({ office, wallet }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  await look(page, 'wallet-document')
  await page.getByRole('link', { name: 'Mostra', exact: true }).click()
  await look(page, 'wallet-show')
  await page.getByRole('button', { name: 'È lontano' }).click()
  await expect(page.getByRole('switch', { name: /Nome e cognome/ })).toBeChecked()
  await expect(page.getByRole('switch', { name: /Codice fiscale/ })).not.toBeChecked()
  await look(page, 'wallet-show-link')
  await page.getByRole('button', { name: 'Crea il link' }).click()
  await expect(wallet.title).toHaveText('Il link è pronto')
  await look(page, 'wallet-link')
  await page.getByRole('link', { name: 'Torna al documento' }).click()
  await page.getByRole('button', { name: 'Spegni il link' }).click()
  await expect(page.getByText(/Spento il/)).toBeVisible()

  await page.getByRole('button', { name: 'Elimina dal portafoglio' }).click()
  await look(page, 'wallet-delete')
  await page.getByRole('button', { name: 'Tienilo' }).click()
  await expect(wallet.title).toContainText(released.title)
  await page.getByRole('button', { name: 'Elimina dal portafoglio' }).click()
  await page.getByRole('button', { name: 'Elimina', exact: true }).click()
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')
})

test('a QR stays on the screen until it is put away, also through a reload, and is then of no use', async ({
  office,
  wallet,
  verifier,
}) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  const code = await wallet.showHere()
  for (let look = 0; look < 20; look++) {
    await page.waitForTimeout(200)
    await expect(code).toBeVisible({ timeout: 1 })
  }
  await page.reload()
  await wallet.unlock(PASSWORD)
  await expect(code).toBeVisible()
  const ended: string[] = []
  page.on('request', (request) => request.method() === 'DELETE' && ended.push(request.url()))
  await wallet.lock()
  await wallet.unlock(PASSWORD)
  await expect(code, 'a lock does not end it').toBeVisible()
  expect(ended, 'nor switches its link off behind it').toEqual([])
  await page.getByRole('button', { name: 'Ho finito: spegnilo' }).click()
  await expect(page.getByText(/Spento il/)).toHaveCount(1)

  // Walking away ends it as well.
  await wallet.showHere()
  await page.goBack()
  await expect(page.getByText(/Spento il/)).toHaveCount(2)

  // A link, opened twice in one tab; then switched off.
  const link = await wallet.showByLink({ views: '3 volte' })
  const there = verifier.page
  await there.goto(link)
  await there.getByRole('button', { name: 'Apri e controlla' }).click()
  await verifier.verdict({ word: 'Valido' })
  await page.getByRole('button', { name: 'Spegni il link' }).click()
  await expect(wallet.title).toHaveText('Il link è spento')
  await there.goto(link)
  await there.getByRole('button', { name: 'Apri e controlla' }).click()
  await expect(verifier.problem).toContainText('lo ha spento')
})

test('what was chosen to be seen is still chosen after a lock, and not for the next person', async ({ office, wallet }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  const born = page.getByRole('switch', { name: /Data di nascita/ })
  const name = page.getByRole('switch', { name: /Nome e cognome/ })
  await page.getByRole('link', { name: 'Mostra', exact: true }).click()
  await page.getByRole('button', { name: 'È lontano' }).click()
  await born.check()
  await name.uncheck()
  await page.getByLabel('Quante volte si può aprire?').selectOption({ label: '10 volte' })
  await wallet.lock()
  await wallet.unlock(PASSWORD)
  await expect(born).toBeChecked()
  await expect(name).not.toBeChecked()
  await expect(page.getByLabel('Quante volte si può aprire?')).toHaveValue('10')

  await page.getByRole('button', { name: 'Scegli un altro modo' }).click()
  await page.getByRole('link', { name: 'Torna al documento' }).click()
  await page.getByRole('link', { name: 'Mostra', exact: true }).click()
  await page.getByRole('button', { name: 'È lontano' }).click()
  await expect(born).not.toBeChecked()
  await born.check()
  await page.reload()
  await wallet.unlock(PASSWORD)
  await page.getByRole('button', { name: 'È lontano' }).click()
  await expect(born, 'kept in memory only').not.toBeChecked()
})

test('the history of a link says how often it was opened, when it is asked and can be known', async ({ office, wallet, verifier }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  const link = await wallet.showByLink({ views: '3 volte' })
  await page.getByRole('link', { name: 'Torna al documento' }).click()
  const count = page.getByRole('button', { name: 'Quante volte è stato aperto?' })
  const item = page.getByRole('listitem').filter({ has: count })
  await count.click()
  await expect(item).toContainText('Nessuno lo ha aperto. Si può aprire ancora 3 volte.')
  await verifier.page.goto(link)
  await verifier.page.getByRole('button', { name: 'Apri e controlla' }).click()
  await verifier.verdict({ word: 'Valido' })
  await count.click()
  await expect(item).toContainText('Aperto una volta. Si può aprire ancora 2 volte.')
  await look(page, 'wallet-document-views')
  await page.context().setOffline(true)
  await count.click()
  await expect(item).toContainText('Adesso non si può sapere')
  await expect(item).not.toContainText('Aperto una volta')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Spegni il link' }).click()
  await count.click()
  await expect(item).toContainText(/Aperto una volta\.\s*Quante/)
})

test('a backup comes back in another browser, with a new password', async ({ office, wallet, someone }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  await page.getByRole('link', { name: 'Impostazioni' }).click()
  await expect(wallet.title).toHaveText('Impostazioni')
  await look(page, 'wallet-settings')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Salva il backup' }).click()])
  expect(file.suggestedFilename()).toMatch(/^wallet-\d{4}-\d{2}-\d{2}\.json$/)
  const backup = { name: file.suggestedFilename(), mimeType: 'application/json', buffer: await readFile(await file.path()) }

  const there = await someone()
  await there.goto(page.url().split('#')[0] ?? '')
  await there.getByRole('button', { name: 'Ho già un portafoglio' }).click()
  await there.getByLabel('Scegli un file').setInputFiles(backup)
  await there.getByLabel('La password di quando l’hai salvato').fill('sette lucciole in fila')
  await there.getByLabel('La tua password').fill('otto lucciole in volo')
  await look(there, 'wallet-restore-chosen')
  await there.getByRole('button', { name: 'Riprendi il portafoglio' }).click()
  await expect(there.getByRole('heading', { level: 1 })).toHaveText('Hai un documento')
  await there.getByRole('link', { name: released.title }).click()
  await expect(there.getByText(/controllato oggi alle/)).toBeVisible()
})

test('a request of the verifier is shown as it is, refused, and then answered', async ({ office, wallet }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  const ask = async () => {
    const answer = await page.request.post(`${addresses().verifier}/api/presentations`, { data: { purpose: 'Selezione del personale' } })
    return (await answer.json()) as { id: string; secret: string; walletLink: string }
  }
  const answerOf = async ({ id, secret }: { id: string; secret: string }) =>
    (await page.request.get(`${addresses().verifier}/api/presentations/${id}`, { headers: { 'x-session-secret': secret } })).json()

  // The wallet is open in this tab: only the fragment changes, as when its own camera reads the code.
  const open = (walletLink: string) =>
    page.evaluate((hash) => {
      location.hash = hash
    }, new URL(walletLink).hash)

  const first = await ask()
  await open(first.walletLink)
  await expect(page.getByText('Indirizzo verificato')).toBeVisible()
  await expect(page.getByText('Selezione del personale', { exact: true })).toBeVisible()
  await expect(page.getByRole('switch', { name: /Codice fiscale|Data di nascita/ })).toHaveCount(0)
  await look(page, 'wallet-request')
  await page.getByRole('button', { name: 'Non mostrare' }).click()
  await expect(wallet.title).toHaveText('Non hai mostrato niente')
  expect(await answerOf(first)).toMatchObject({ state: 'declined' })

  const second = await ask()
  await open(second.walletLink)
  await page.getByRole('button', { name: 'Mostra', exact: true }).click()
  await expect(wallet.title).toHaveText('Fatto')
  await look(page, 'wallet-request-shown')
  expect(await answerOf(second)).toMatchObject({ state: 'answered', result: { verdict: 'valid' } })

  // Answered once: the same link is of no more use.
  await page.getByRole('link', { name: 'Torna ai tuoi documenti' }).click()
  await expect(wallet.title).not.toHaveText('Fatto') // the same fragment again would be no change of the address
  await open(second.walletLink)
  await expect(wallet.problem).toBeVisible()
})

test('what a person keeps back of a request is named to whoever asked, and there is no verdict', async ({ office, wallet, verifier }) => {
  await takeReleased({ office, wallet })
  await verifier.open()
  const { link } = await verifier.askWallet()
  await wallet.page.evaluate((hash) => {
    location.hash = hash
  }, new URL(link).hash)
  await wallet.page.getByRole('switch', { name: /Nome e cognome/ }).click()
  await wallet.page.getByRole('button', { name: 'Mostra', exact: true }).click()
  await expect(wallet.problem).toContainText('non ha ricevuto tutto')
  await expect(verifier.page.getByText('La risposta è incompleta')).toBeVisible()
  await expect(verifier.page.getByRole('status').getByRole('listitem')).toHaveText(['nome', 'cognome'])
  await look(verifier.page, 'verifier-ask-incomplete')
  await expect(verifier.page.getByRole('button', { name: 'Fai una nuova richiesta' })).toBeVisible()
})
