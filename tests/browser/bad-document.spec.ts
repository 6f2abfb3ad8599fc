import { readFileSync } from 'node:fs'
import { addresses, setting } from './addresses.ts'
import { look } from './look.ts'
import { takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

const MB = 1024 * 1024

test('what is no attestato is refused by page and by API, and nothing typed is lost', async ({ verifier }) => {
  const { page } = verifier
  const post = async (body: Buffer | string, type = 'application/octet-stream') =>
    page.request.post(`${addresses().verifier}/api/verifications`, { headers: { 'content-type': type }, data: body })
  await verifier.open()

  const garbage = Buffer.from('\u0000\u0001 questo non è un attestato')
  await verifier.choose({ name: 'a.bin', mimeType: '', buffer: garbage })
  await verifier.verdict({ word: 'Non valido', says: 'Questo file non è un attestato che so leggere.' })
  await expect(page.locator('.now'), 'one advice').toHaveText(/^\s*Cosa faccio adesso\?\s*Chiedi alla persona il file originale.*\.\s*$/)
  expect((await page.locator('.now').textContent())?.match(/originale/g)).toHaveLength(1)
  await look(page, 'verifier-garbage')
  expect(await (await post(garbage)).json()).toMatchObject({
    verdict: 'invalid',
    checks: expect.arrayContaining([expect.objectContaining({ id: 'format', outcome: 'failed' })]),
  })
  await verifier.another()

  await verifier.choose({ name: 'vuoto.json', mimeType: 'application/json', buffer: Buffer.alloc(0) })
  await verifier.verdict({ word: 'Non valido', says: 'Il file è vuoto.' })
  await verifier.another()
  const empty = await post('')
  expect(empty.status()).toBe(400)
  expect(await empty.json()).toMatchObject({ code: 'document.empty' })

  await verifier.choose({ name: 'grande.json', mimeType: 'application/json', buffer: Buffer.alloc(5 * MB + 1, 0x20) })
  await verifier.verdict({ word: 'Non valido', says: 'Il file supera i 5 MB' })
  await verifier.another()
  const large = await post(Buffer.alloc(5 * MB + 1, 0x20))
  expect(large.status()).toBe(413)
  expect(await large.json()).toMatchObject({ code: 'document.too-large', it: expect.any(String), en: expect.any(String) })

  await verifier.paste('')
  await expect(page.getByText('Incolla qui il link o il testo che hai ricevuto.')).toBeVisible()
  await verifier.paste('openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fx.example%2F1')
  await expect(page.getByText('Questo QR è per il portafoglio')).toBeVisible()
  await expect(page.getByLabel('Link o testo dell’attestato')).toHaveValue(/^openid-credential-offer/)
  await look(page, 'verifier-paste-refused')

  await verifier.choose(
    { name: 'uno.bin', mimeType: '', buffer: garbage },
    { name: 'due.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1,"a":2}') },
  )
  await expect(verifier.title).toHaveText('2 documenti controllati')
  await expect(page.getByRole('status')).toContainText('2 non validi')
  await look(page, 'verifier-many')
})

test('a share link says when it is cut, used up or switched off', async ({ office, wallet, verifier }) => {
  await takeReleased({ office, wallet })
  const link = await wallet.showByLink({ views: 'Una volta' })
  await look(wallet.page, 'wallet-link')

  await verifier.page.goto(link.split('#')[0] ?? '')
  await expect(verifier.problem).toContainText('manca la parte finale')
  await look(verifier.page, 'verifier-share-cut')

  await verifier.page.goto('about:blank')
  await verifier.page.goto(link)
  await expect(verifier.page, 'the key does not stay in the address bar').toHaveURL(/\/c\/[\w-]{22}$/)
  await look(verifier.page, 'verifier-share')
  await verifier.page.getByRole('button', { name: 'Apri e controlla' }).click()
  await verifier.verdict({ word: 'Valido' })

  await verifier.open()
  await verifier.paste(link)
  await expect(verifier.problem).toContainText('già stato aperto')
  await look(verifier.page, 'verifier-share-used-up')

  await wallet.page.getByRole('link', { name: 'Torna al documento' }).click()
  const other = await wallet.showByLink({ views: '3 volte' })
  await wallet.page.getByRole('button', { name: 'Spegni il link' }).click()
  await expect(wallet.page.getByText('Il link è spento: nessuno può più aprirlo.')).toBeVisible()
  await verifier.paste(other)
  await expect(verifier.problem).toContainText('lo ha spento')
})

test('a document that keeps every competence back does not look like one that shows them', async ({ office, wallet, verifier }) => {
  await takeReleased({ office, wallet })
  const { page } = wallet
  await page.getByRole('link', { name: 'Mostra', exact: true }).click()
  await page.getByRole('button', { name: 'È lontano' }).click()
  for (const field of await page.getByRole('switch', { name: /^Competenza|^Profilo/ }).all()) await field.uncheck()
  await page.getByRole('button', { name: 'Crea il link' }).click()
  await expect(wallet.title).toHaveText('Il link è pronto')
  await verifier.page.goto(((await page.locator('bdi').textContent()) ?? '').trim())
  await verifier.page.getByRole('button', { name: 'Apri e controlla' }).click()
  await expect(verifier.title).toHaveText('Autentico, ma non mostra che cosa è stato valutato')
  await expect(verifier.page.getByRole('article')).toContainText('rilasciato da Orobie Formazione e Lavoro')
  await look(verifier.page, 'verifier-nothing-shown')
})

test('a registry that does not answer makes a document not verifiable, never valid', async ({ office, wallet, verifier }) => {
  await takeReleased({ office, wallet })
  const file = await wallet.download('Scarica (SD-JWT)')
  await verifier.open()
  const issuer = Number(setting('ISSUER_PID'))
  process.kill(issuer, 'SIGSTOP')
  try {
    await verifier.drop(file)
    await verifier.verdict({ word: 'Non verificabile', says: 'non risponde' })
    await look(verifier.page, 'verifier-unverifiable')
    const answer = await verifier.page.request.post(`${addresses().verifier}/api/verifications`, {
      headers: { 'content-type': 'application/dc+sd-jwt' },
      data: readFileSync(file),
    })
    expect(await answer.json()).toMatchObject({ verdict: 'unverifiable' })
  } finally {
    process.kill(issuer, 'SIGCONT')
  }
  // For a moment it says that it is busy: it has been away for long.
  const { page } = verifier
  await expect.poll(async () => (await page.request.get(`${addresses().issuer}/ready`)).status(), { timeout: 60_000 }).toBe(200)
  await verifier.another()
  await verifier.drop(file)
  await verifier.verdict({ word: 'Valido' })
})
