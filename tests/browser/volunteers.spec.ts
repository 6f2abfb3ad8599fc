import type { FileChooser, Locator } from '@playwright/test'
import { look } from './look.ts'
import { officer, thirdSectorOfficer } from './people.ts'
import { expect, test } from './test.ts'

test('a body of the third sector writes hours down, states them, and opens the case of who reached them', async ({ office }) => {
  const { page } = office
  await office.login(thirdSectorOfficer)
  await page.getByRole('link', { name: 'Volontari', exact: true }).click()
  await expect(office.title).toHaveText('9 volontari')
  await expect(page.getByText('Servono almeno 60 ore in 12 mesi')).toBeVisible()
  await look(page, 'volunteers')
  await page.getByRole('combobox', { name: 'Ore' }).selectOption({ label: 'non ancora' })
  await expect(office.title).toHaveText('4 volontari')
  await page.getByLabel('Cerca per nome').fill('pasqual')
  await expect(office.title).toHaveText('1 volontario')
  expect(page.url()).toMatch(/\?ore=non-ancora$/)
  await page.reload()
  await expect(office.title).toHaveText('1 volontario')
  await page.getByRole('link', { name: 'Gildo Pasquàl' }).click()
  await expect(page.getByText(/Mancano 0,25 ore/)).toBeVisible()
  await expect(page.getByText('Apri la pratica')).toHaveCount(0)
  await look(page, 'volunteer-missing')

  await page.getByText('Scrivi ore').click()
  await page.getByRole('button', { name: 'Scrivi le ore' }).click()
  await look(page, 'volunteer-hours-missing')
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' })
  await page.getByLabel('Giorno, o primo giorno').fill(today)
  await page.getByRole('textbox', { name: 'Ore' }).fill('30')
  await page.getByLabel('Attività').fill('Doposcuola')
  await page.getByRole('button', { name: 'Scrivi le ore' }).click()
  const refused = page.getByRole('textbox', { name: 'Ore' })
  await expect(refused).toBeFocused()
  await expect(refused).toHaveAccessibleDescription(/Sono più ore di quante ne hanno quei giorni\./)
  await look(page, 'volunteer-hours-refused')
  await page.getByRole('textbox', { name: 'Ore' }).fill('0:30')
  await page.reload()
  await page.getByText('Scrivi ore').click()
  await expect(page.getByLabel('Attività')).toHaveValue('Doposcuola')
  await page.getByRole('button', { name: 'Scrivi le ore' }).click()
  await expect(page.getByText('Le ore sono nel registro.')).toBeFocused()
  await expect(page.getByText(/Ha raggiunto le ore: 60,25 dal/)).toBeVisible()
  await page.getByText('Scrivi ore').click()
  await page.getByLabel('Giorno, o primo giorno').fill(today)
  await page.getByRole('textbox', { name: 'Ore' }).fill('0,5')
  await page.getByRole('button', { name: 'Scrivi le ore' }).click()
  await expect(page.getByRole('group', { name: 'È la stessa riga?' })).toBeVisible()
  await look(page, 'volunteer-same-line')
  await page.getByRole('button', { name: 'Sì, è la stessa: non scriverla' }).click()
  await expect(page.getByText('La riga non è stata scritta di nuovo.')).toBeFocused()
  await expect(page.getByRole('button', { name: /Annulla le 0,5 ore/ })).toHaveCount(1)

  await page.getByRole('button', { name: /Annulla le 0,5 ore/ }).click()
  await expect(page.getByText(/Mancano 0,25 ore/)).toBeVisible()
  await expect(page.getByText(/annullata da Delfìna Torriàni/)).toBeVisible()
  await page.getByRole('link', { name: 'Volontari', exact: true }).first().click()
  await page.getByRole('link', { name: 'Ìride Venturèlli' }).click()
  await expect(page.getByText(/Ha raggiunto le ore/)).toBeVisible()
  await page.getByText('Prepara una dichiarazione').click()
  await page.getByLabel('Giorno in cui la persona l’ha chiesta').fill(today)
  await page.getByRole('button', { name: 'Prepara la dichiarazione' }).click()
  await expect(page.getByText(/La dichiarazione VOL-\d{4}-00001 è pronta/)).toBeVisible()
  const [statement] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /Scarica la dichiarazione/ }).click(),
  ])
  expect(statement.suggestedFilename()).toMatch(/^ore-volontariato-VOL-\d{4}-00001\.pdf$/)
  await page.getByText('Apri la pratica').first().click()
  await page.getByLabel('Che cosa chiede').fill('Vorrei far vedere che cosa so fare con gli anziani.')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await page.getByLabel('La persona ha ricevuto l’informativa').or(page.getByLabel("La persona ha ricevuto l'informativa")).check()
  await look(page, 'volunteer-reached')
  await page.getByRole('button', { name: 'Apri la pratica' }).click()
  await expect(office.title).toHaveText('Ìride Venturèlli')
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()
  await expect(page.getByText('Mani Serene ODV (inventata)').last()).toBeVisible()
  await look(page, 'volunteer-case')
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Apri una pratica dai volontari' })).toBeVisible()
})

test('another body has no register of volunteers', async ({ office }) => {
  const { page } = office
  await office.login(officer)
  await expect(page.getByRole('link', { name: 'Volontari', exact: true })).toHaveCount(0)
  await page.goto(new URL('/volontari', page.url()).href)
  await expect(office.title).toHaveText('Questa pagina non è per il tuo ruolo')
  // Nor the page of whoever appoints.
  await page.goto(new URL('/richieste', page.url()).href)
  await expect(office.title).toHaveText('Questa pagina non è per il tuo ruolo')
  await look(page, 'not-for-your-role')
})

test('a file of many is looked at, mended line by line, and taken in once', async ({ office }) => {
  const { page } = office
  await office.login(thirdSectorOfficer)
  await page.getByRole('link', { name: 'Volontari', exact: true }).click()
  await page.getByRole('link', { name: 'Importa da un file' }).click()
  await look(page, 'volunteer-imports')
  const [model] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica un modello (CSV)' }).click()])
  expect(model.suggestedFilename()).toBe('volontari.csv')
  const choose = (text: string) =>
    page.getByLabel('Scegli il file').setInputFiles({ name: 'volontari.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') })
  await choose('codice_fiscale;cognome\nx;y')
  await expect(page.getByText(/queste colonne mancano o ci sono due volte: nome, data_nascita/)).toBeVisible()
  await look(page, 'volunteer-import-refused')

  const file = [
    'Codice fiscale;Cognome;Nome;Data di nascita;Dal;Al;Ore;Attività',
    ...Array.from(
      { length: 30 },
      (_, at) => `${codeOf(at)};Fiorènte;Prova ${'abcdefghijklmnopqrstuvwxyzàèìò'[at]};5/6/1990;1/9/2026;30/9/2026;${at + 1},5;Mensa`,
    ),
    'RSSMRA85T10A562T;Róssini;Mario;10/12/1985;1/9/2026;;2;Mensa',
    `${codeOf(40)};Ghirlandi;Òrsola;3/4/1999;31/9/2026;;tante;Mensa`,
  ].join('\r\n')
  await choose(file)
  await expect(office.title).toHaveText('30 persone pronte, 2 righe da correggere')
  await look(page, 'volunteer-import')
  await page.getByRole('form', { name: 'Riga 33' }).getByLabel('Ore').fill('3')
  await page.reload()
  await expect(page.getByRole('form', { name: 'Riga 33' }).getByLabel('Ore')).toHaveValue('3')
  await page.getByRole('button', { name: 'Correggi la riga 33' }).click()
  await expect(page.getByText('La riga 33 non va ancora bene.')).toBeVisible()
  await page.getByRole('form', { name: 'Riga 33' }).getByLabel('Giorno, o primo giorno').fill('30/9/2026')
  await page.getByRole('button', { name: 'Correggi la riga 33' }).click()
  await expect(office.title).toHaveText('31 persone pronte, 1 riga da correggere')
  await page.getByRole('button', { name: 'Metti nel registro 31 persone' }).click()
  await expect(page.getByText('31 persone sono nel registro, con 31 righe.')).toBeFocused()
  await page.getByRole('button', { name: 'Lascia fuori la riga 32' }).click()
  await expect(office.title).toHaveText('Non resta nessuna riga')
  await look(page, 'volunteer-import-done')

  await page.getByRole('link', { name: 'Importa da un file' }).click()
  await choose(file)
  await expect(page.getByText(/Questo file era già stato caricato/)).toBeVisible()
  await page.getByRole('link', { name: 'Volontari', exact: true }).first().click()
  await page.getByLabel('Cerca per nome').fill('fiorente')
  await expect(office.title).toHaveText('30 volontari')
  await page.getByRole('button', { name: 'Successiva' }).click()
  await expect(page.getByText('pagina 2 di 2')).toBeVisible()
  await look(page, 'volunteers-second-page')
})

test('a file is taken in by keyboard alone', async ({ office }) => {
  const { page } = office
  const { keyboard } = page
  // Waited for from here on: the browser gives the window of files to the test only once it was told to, and a key does not wait for that.
  const chosen = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve))
  await office.login(thirdSectorOfficer)
  /** Goes on with Tab, as somebody without a mouse does, and has to get there. */
  const reach = async (target: Locator) => {
    await expect(target).toBeVisible()
    for (let steps = 0; steps < 60; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error('never reached with Tab')
  }
  const press = async (target: Locator) => {
    await reach(target)
    await keyboard.press('Enter')
  }
  await press(page.getByRole('link', { name: 'Volontari', exact: true }))
  await press(page.getByRole('link', { name: 'Importa da un file' }))
  const file = page.getByLabel('Scegli il file')
  await reach(file)
  // The key that opens it in every browser.
  await keyboard.press('Space')
  const chooser = await chosen
  const lines = [
    'Codice fiscale;Cognome;Nome;Data di nascita;Dal;Al;Ore;Attività',
    `${codeOf(60)};Dell’Òrto;Tastièra;5/6/1990;1/9/2026;;2,5;Mensa`,
    `${codeOf(61)};Dell’Òrto;Tasto;5/6/1990;1/9/2026;;25;Mensa`,
    `${codeOf(62)};Dell’Òrto;Tasti;5/6/1990;31/9/2026;;2;Mensa`,
  ]
  const buffer = Buffer.from(Array.from(lines.join('\r\n'), (letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0))))
  await chooser.setFiles({ name: 'volontari.csv', mimeType: 'text/csv', buffer })
  await expect(office.title).toHaveText('1 persona pronta, 2 righe da correggere')
  const hours = page.getByRole('form', { name: 'Riga 3' }).getByLabel('Ore')
  await expect(hours).toHaveAccessibleDescription(/Sono più ore di quante ne hanno quei giorni\./)
  await look(page, 'volunteer-import-keyboard')
  await reach(hours)
  await keyboard.press('Control+A')
  await keyboard.type('2,5')
  await keyboard.press('Enter')
  await expect(page.getByText('La riga 3 è corretta.')).toBeFocused()
  await press(page.getByRole('button', { name: 'Lascia fuori la riga 4' }))
  await expect(page.getByText('La riga 4 è lasciata fuori.')).toBeFocused()
  await keyboard.press('Shift+Tab')
  await press(page.getByRole('button', { name: 'Metti nel registro 2 persone' }))
  await expect(page.getByText('2 persone sono nel registro, con 2 righe.')).toBeFocused()
  await press(page.getByRole('link', { name: 'Vai al registro dei volontari' }))
  await expect(office.title).toHaveText(/\d+ volontari$/)
})

/** Provisional codes of nobody, with their check digit. */
function codeOf(at: number): string {
  const ten = String(9_800_000_000 + at)
  const sum = [...ten].reduce(
    (total, digit, index) => total + (index % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)),
    0,
  )
  return `${ten}${(10 - (sum % 10)) % 10}`
}
