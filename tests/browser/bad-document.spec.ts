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
  await verifier.verdict({ word: 'Non valido', says: 'Questo non è un attestato che so leggere.' })
  await expect(page.locator('.now'), 'one advice').toHaveText(/^\s*Cosa faccio adesso\?\s*Chiedi alla persona l'originale.*\.\s*$/)
  expect((await page.locator('.now').textContent())?.match(/originale/g)).toHaveLength(1)
  const checks = page.getByRole('article').getByRole('listitem')
  await expect(checks, 'what failed, and nothing else').toHaveText(/^\s*Formato del documento: fallito/)
  await look(page, 'verifier-garbage')
  await page.getByText('Gli altri 8 controlli non sono stati fatti').click()
  await expect(checks).toHaveCount(9)
  await expect(checks.locator('.word')).toHaveText(['fallito', ...Array<string>(8).fill('non controllato')])
  await look(page, 'verifier-garbage-checks')
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
  await verifier.verdict({ word: 'Non valido', says: 'Questo supera i 5 MB' })
  await verifier.another()
  const large = await post(Buffer.alloc(5 * MB + 1, 0x20))
  expect(large.status()).toBe(413)
  expect(await large.json()).toMatchObject({ code: 'document.too-large', it: expect.any(String), en: expect.any(String) })

  await verifier.paste('Ecco il mio attestato!')
  await verifier.verdict({ word: 'Non valido', says: 'Questo non è un attestato che so leggere.' })
  await expect(page.getByRole('main'), 'what was pasted is no file').not.toContainText(/questo file|file:/i)
  await verifier.another()
  await verifier.paste('')
  await expect(page.getByText('Incolla qui il link o il testo che hai ricevuto.')).toBeVisible()
  await verifier.paste('openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fx.example%2F1')
  await expect(page.getByText('Questo è per il portafoglio')).toBeVisible()
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

test('an address that does not exist says so, in both languages, and the server with it', async ({ browser, contextOptions }) => {
  for (const [locale, title, next] of [
    ['it-IT', 'Questa pagina non esiste', 'Verifica un attestato'],
    ['en-GB', 'This page does not exist', 'Check a certificate'],
  ] as const) {
    // A browser that nobody watches: Chromium itself notes a page that came with 404 as an error.
    const page = await browser.newPage({ ...contextOptions, locale })
    for (const path of ['/nope', '/c/tagliato', '/privacy/altro']) {
      expect((await page.goto(`${addresses().verifier}${path}`))?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    }
    await look(page, `verifier-unknown-${locale}`)
    await page.getByRole('link', { name: next }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(next)
    for (const path of ['/', '/index.html', '/?x=1', '/privacy', '/accessibilita', `/c/${'A'.repeat(22)}`]) {
      expect((await page.goto(`${addresses().verifier}${path}`))?.status(), path).toBe(200)
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title)
    }
    await page.close()
  }
})

test('what is hidden in a document is seen, and moves nothing on the page', async ({ office, wallet, verifier }) => {
  const { page } = verifier
  await takeReleased({ office, wallet })
  const answer = await page.request.post(`${addresses().verifier}/api/verifications`, {
    headers: { 'content-type': 'application/dc+sd-jwt' },
    data: readFileSync(await wallet.download('Scarica (SD-JWT)')),
  })
  // What a body could sign: no name, number or body's name of ours has such characters.
  const result = await answer.json()
  const { credential } = result
  const hidden = {
    ...credential,
    number: 'BG/2026/\u202E7102',
    title: `${credential.title}\u200B`,
    issuer: { says: 'Ente \u2067\\u202Eetnelavnoc' },
  }
  await page.route('**/api/presentations/*', (route) =>
    route.fulfill({ json: { state: 'answered', result: { ...result, credential: hidden } } }),
  )
  await verifier.open()
  await page.getByRole('button', { name: 'Chiedi a un portafoglio' }).click()
  await page.getByRole('button', { name: 'Mostra il QR' }).click()
  await verifier.verdict({ word: 'Valido', says: 'rilasciato da Ente [U+2067]∖u202Eetnelavnoc e in corso di validità' })
  await expect(page.getByText('BG/2026/[U+202E]7102')).toBeVisible()
  await expect(page.getByText('[U+200B]')).toBeVisible()
  expect(await page.getByRole('main').textContent()).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/)
  await look(page, 'verifier-hidden')

  await verifier.another()
  await verifier.choose({ name: 'a\u202Enosj.txt', mimeType: '', buffer: Buffer.from('x') })
  await expect(page.getByText('File: a[U+202E]nosj.txt')).toBeVisible()
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
  await expect(wallet.page.getByText('Nessuno può più aprirlo.')).toBeVisible()
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
