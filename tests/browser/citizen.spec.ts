import { addresses } from './addresses.ts'
import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

const photo = { name: 'contratto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]) }

test('a person follows their own case from a slip of paper, sends evidence and asks, and the officer sees it', async ({
  office,
  browser,
}) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Ìsora')
  await page.getByLabel('Cognome').fill('Candidàta')
  await page.getByLabel('Data di nascita').fill('1987-02-03')
  await page.getByLabel('Codice fiscale').fill('99000000044')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByRole('button', { name: 'Avanti' }).click()
  await page.getByLabel('Che cosa chiede').fill('Vorrei che quello che so fare valesse.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await page.getByRole('button', { name: 'Apri la pratica' }).click()
  await page.getByRole('button', { name: "Ho consegnato l'informativa" }).click()
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()

  await expect(page.getByRole('heading', { name: 'Il candidato' })).toBeVisible()
  await page.getByRole('button', { name: 'Crea il foglio con il link' }).click()
  await expect(page.getByText('Il tuo codice: non darlo a nessuno')).toBeVisible()
  await look(page, 'case-citizen-slip')
  const link = ((await page.locator('.letters').textContent()) ?? '').replace(/\s/g, '')
  const code = ((await page.locator('.digits').textContent()) ?? '').replace(/\s/g, '')

  const telephone = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const own = await telephone.newPage()
  await own.goto(`${addresses().issuer}/il-mio-percorso`)
  await own.getByRole('button', { name: 'Entra', exact: true }).click()
  await expect(own.getByText('Scrivi il link: 16 lettere e numeri.')).toBeVisible()
  await expect(own.getByLabel('Il tuo link'), 'the page says what is missing, in its own words').toBeFocused()
  await look(own, 'citizen-enter-empty')
  // The link is opened in the tab that is there already.
  await own.evaluate((secret) => location.assign(`#${secret}`), link)
  await expect(own.getByLabel('Il tuo link')).toHaveValue(link)
  expect(own.url()).not.toContain(link)
  await look(own, 'citizen-enter')
  await own.getByLabel('Il tuo codice').fill(code)
  await own.getByRole('button', { name: 'Entra', exact: true }).click()
  await expect(own.getByText('Stai raccontando che cosa sai fare.')).toBeVisible()
  await look(own, 'citizen-case')
  const sizes = await own.evaluate(() => {
    const small = document.createElement('h3')
    document.querySelector('main')?.append(small)
    const measured = ['h1', 'h2', 'h3'].map((what) =>
      Number.parseFloat(getComputedStyle(document.querySelector(`main ${what}`) ?? small).fontSize),
    )
    small.remove()
    return measured
  })
  expect(sizes, 'a part of a part is not written larger than the part').toEqual(sizes.toSorted((one, other) => other - one))
  await own.evaluate((secret) => location.assign(`#${secret}`), 'Q'.repeat(16))
  await expect(own.getByRole('link', { name: 'Entra con il link che hai aperto' })).toBeVisible()
  await look(own, 'citizen-other-link')
  await own.getByRole('link', { name: 'Entra con il link che hai aperto' }).click()
  await expect(own.getByLabel('Il tuo link')).toHaveValue('Q'.repeat(16))
  await own.goto(`${addresses().issuer}/il-mio-percorso`)

  await own.getByRole('button', { name: 'Manda le risposte' }).click()
  await expect(own.getByText('Scegli una risposta.')).toHaveCount(2)
  await own.getByRole('group', { name: 'Ti hanno aiutato?' }).getByLabel('Molto').check()
  await expect(own.getByText('Scegli una risposta.').filter({ visible: true })).toHaveCount(1)
  await look(own, 'citizen-rating')
  await own.getByRole('button', { name: 'Salta questo passo' }).click()
  await expect(own.getByText('Per ora non abbiamo altre domande. Grazie.')).toBeVisible()

  // The network goes away while the picture is being sent: the page tries again by itself.
  await own.getByLabel('Che cos’è').selectOption({ index: 1 })
  await own.getByLabel('Come si chiama').fill('Contratto della mensa')
  await own.getByLabel('Foto o file').setInputFiles(photo)
  await telephone.setOffline(true)
  await own.getByRole('button', { name: 'Manda', exact: true }).click()
  await expect(own.getByText('Non c’è rete.')).toBeVisible()
  await telephone.setOffline(false)
  await expect(own.getByText('Contratto della mensa: arrivata il')).toBeVisible()

  await own.getByText('Fai una richiesta').click()
  await own.getByRole('button', { name: 'Manda la richiesta' }).click()
  await expect(own.getByText('Scrivi che cosa chiedi.')).toBeVisible()
  await expect(own.getByText('Scegli che cosa chiedi.')).toBeVisible()
  await own.getByLabel('Che cosa chiedi').selectOption({ index: 1 })
  await own.getByLabel('Scrivi con parole tue').fill('Vorrei vedere che cosa avete scritto di me.')
  await expect(own.getByText(/^Bozza salvata alle \d+:\d\d, in questa scheda$/)).toBeVisible()
  await own.reload()
  await expect(own.getByLabel('Scrivi con parole tue'), 'a reload loses nothing').toHaveValue('Vorrei vedere che cosa avete scritto di me.')
  await own.getByRole('button', { name: 'Manda la richiesta' }).click()
  await expect(own.getByText('L’ente ti risponde entro il')).toBeVisible()
  await own.getByText('Fai una richiesta').click()
  await expect(own.getByLabel('Scrivi con parole tue'), 'what has arrived is no draft any more').toHaveValue('')
  await look(own, 'citizen-asked')

  await page.reload()
  const arrived = page.getByRole('link', { name: 'È arrivata una prova dal candidato: guardala' })
  await expect(arrived).toBeVisible()
  await expect(page.getByText('Il candidato ha mandato una prova, che non è ancora nel dossier')).toBeVisible()
  await expect(page.getByText('Ancora nessuna evidenza')).toHaveCount(0)
  await look(page, 'case-upload-waiting')
  await arrived.click()
  await expect(page.getByRole('heading', { name: '1 prova arrivata dal candidato' })).toBeInViewport()
  await page.getByRole('button', { name: 'Accogli la richiesta' }).click()
  await expect(page.getByText('Serve questo dato.')).toBeVisible()
  await page.getByLabel('La tua risposta').fill('Ti aspettiamo lunedì per leggere insieme gli atti.')
  await look(page, 'case-citizen-asked')
  await page.getByRole('button', { name: 'Accogli la richiesta' }).click()
  await expect(page.getByText('Accolta il')).toBeVisible()
  await page.getByRole('button', { name: 'Metti nel dossier: Contratto della mensa' }).click()
  await expect(page.getByText('Messa nel dossier.')).toBeVisible()
  await expect(arrived).toHaveCount(0)
  await expect(page.locator('#evidenze').getByRole('link', { name: 'Contratto della mensa' })).toBeVisible()
  await own.reload()
  await expect(own.getByText('l’ente l’ha messa nel dossier')).toBeVisible()
  await telephone.close()
})
