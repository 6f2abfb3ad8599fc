import { look } from './look.ts'
import { expect, test } from './test.ts'

/** A PDF as far as a dossier looks. */
const scan = { name: 'cv europass.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nprova\n') }
const letter = { name: 'scan-0002.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nlettera\n') }
/** The last minute of this day, in Rome. */
const tonight = () => `${new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' })}T23:59`
const REASON = 'Le evidenze e le competenze scelte vanno insieme.'

test('an officer takes a first case from the counter to the document of validation', async ({ office }) => {
  const { page } = office
  await office.login("Niccolò Dell'Orto")
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(page.getByText('Serve questo dato.').first()).toBeVisible()
  await look(page, 'new-case-errors')
  await page.getByLabel('Nome', { exact: true }).fill('Ìsora')
  await page.getByLabel('Cognome').fill('Bragadìn')
  await page.getByLabel('Data di nascita').fill('1987-02-03')
  await page.getByLabel('Codice fiscale').fill('99000000036')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByLabel('E-mail (facoltativa)').fill('isora.bragadin@posta.example')
  await look(page, 'new-case-who')
  await page.getByRole('button', { name: 'Avanti' }).click()

  // Nothing is lost on a reload: the second step is there again, once the first is confirmed.
  await page.getByLabel('Che cosa chiede').fill('So cucinare per cento persone e vorrei che contasse.')
  await expect(page.getByText('Bozza salvata alle')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(page.getByLabel('Che cosa chiede')).toHaveValue('So cucinare per cento persone e vorrei che contasse.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await look(page, 'new-case-what')
  await page.getByRole('button', { name: 'Apri la pratica' }).click()

  await expect(office.title).toHaveText('Ìsora Bragadìn')
  await expect(page.getByText("La persona non ha ancora ricevuto l'informativa sui dati.")).toBeVisible()
  await look(page, 'case-reception')
  await page.getByRole('button', { name: "Ho consegnato l'informativa" }).click()
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()

  await expect(page.getByText('Ricostruite insieme esperienze e competenze.')).toBeVisible()
  await look(page, 'case-dossier-empty')
  await page.getByRole('button', { name: "Aggiungi un'esperienza" }).click()
  await page.getByLabel('Che tipo di esperienza').selectOption({ label: 'Lavoro' })
  await page.getByLabel('Che cosa faceva').fill('Cuoca in una mensa aziendale')
  await page.getByLabel('Dal (facoltativo)').fill('2015-03-01')
  await page.getByLabel('Ore in tutto').fill('4000')
  await page.getByLabel("Cerca un'attività").fill('PULIRE cucine')
  await page.getByRole('checkbox', { name: /^Pulire e disinfettare la cucina/ }).check()
  await page.getByLabel("Cerca un'attività").fill('diete')
  await page.getByRole('checkbox', { name: /^Preparare pasti per diete/ }).check()
  await page.getByLabel("Cerca un'attività").press('Enter')
  await look(page, 'case-experience')
  await page.reload()
  await expect(page.getByText('Hai una bozza non salvata')).toBeVisible()
  await look(page, 'case-experience-draft')
  await page.getByRole('button', { name: "Aggiungi un'esperienza", exact: true }).click()
  await expect(page.getByRole('button', { name: /^Togli: Preparare pasti per diete/ })).toBeVisible()
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await expect(page.getByText('Hai una bozza non salvata')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: '1 esperienza' })).toBeFocused()
  await expect(page.getByText('Preparare pasti per diete e allergie').first()).toBeVisible()

  // What was told speaks for competences: the officer takes one, and sees what it lacks.
  await expect(page.getByRole('heading', { name: 'Dalle attività raccontate' })).toBeVisible()
  await page.getByRole('button', { name: /^Aggiungi alle competenze: Operare in sicurezza/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Aggiunta: Operare in sicurezza' })).toBeVisible()
  await expect(
    page.getByText(
      /^Operare in sicurezza.*: è in quello che avete raccontato \(«Cuoca in una mensa aziendale»\): con «Lega le esperienze» dite/,
    ),
  ).toBeVisible()
  await look(page, 'case-told')

  await page.getByRole('button', { name: 'Cambia la scelta' }).click()
  await page.getByLabel('Cerca nel repertorio').fill('qualita')
  await page.getByRole('checkbox').first().check()
  await look(page, 'case-choose-competences')
  await page.getByRole('button', { name: 'Usa questa scelta' }).click()
  await expect(page.getByRole('heading', { name: '1 competenza da riconoscere' })).toBeFocused()
  await page.getByRole('button', { name: 'Lega le esperienze' }).click()
  await page.getByLabel('Cuoca in una mensa aziendale: quanto la mostra?').selectOption({ label: 'la mostra in pieno' })
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await expect(page.getByText('Cuoca in una mensa aziendale: la mostra in pieno')).toBeVisible()

  // Two pages from the scanner, of which one is chosen twice; what was typed about them is there again after a reload.
  await page.locator('input[type=file]').setInputFiles([scan, letter])
  await page.locator('input[type=file]').setInputFiles(letter)
  const first = page.locator('fieldset.file').first()
  const second = page.getByRole('group', { name: 'scan-0002.pdf' })
  await second.getByLabel('Titolo').fill('Lettera del datore di lavoro')
  // What is chosen for one holds for those below, until something else is chosen there.
  await first.getByLabel("Che cos'è").selectOption({ label: 'CV in formato Europass' })
  await expect(second.getByLabel("Che cos'è")).toHaveValue('cv-europass')
  await second.getByLabel("Che cos'è").selectOption({ label: 'Testimonianza di chi ha lavorato con la persona' })
  // Each class says how long it is kept, before anything is put into the dossier.
  await expect(first.getByText(/^Si conserva per 5 anni da quando la pratica finisce/)).toBeVisible()
  await expect(second.getByText(/^Si conserva per 3 anni da quando la pratica finisce/)).toBeVisible()
  await expect(page.getByText(/^Bozza salvata alle/)).toBeVisible()
  await page.reload()
  await page.locator('input[type=file]').setInputFiles([scan, letter])
  await expect(first.getByLabel("Che cos'è")).toHaveValue('cv-europass')
  await expect(second.getByLabel("Che cos'è")).not.toHaveValue('cv-europass')
  await expect(second.getByLabel('Titolo')).toHaveValue('Lettera del datore di lavoro')
  await first.getByLabel(/^Di quale esperienza/).selectOption({ label: 'Cuoca in una mensa aziendale' })
  await look(page, 'case-evidence')
  await page.getByRole('button', { name: 'Metti 2 file nel dossier' }).click()
  await expect(page.getByRole('heading', { name: '2 evidenze' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Lettera del datore di lavoro' })).toBeVisible()
  await page.getByRole('button', { name: 'Dal telefono della persona' }).click()
  await page.getByRole('button', { name: 'Mostra il QR' }).click()
  await expect(page.getByText('Aspetto: ancora niente dal telefono.')).toBeVisible()
  await look(page, 'case-phone')
  await expect(page.getByRole('link', { name: 'cv europass' })).toBeVisible()
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'cv europass' }).click()])
  expect(await kept.failure()).toBeNull()
  await look(page, 'case-dossier')

  await page.getByRole('button', { name: 'Rilascia il documento di trasparenza' }).click()
  const sure = page.getByRole('dialog', { name: 'Rilasci il documento di trasparenza?' })
  await expect(sure).toContainText('dopo non si cambia e non si toglie')
  await look(page, 'case-transparency-sure')
  await page.keyboard.press('Escape')
  await expect(sure).toBeHidden()
  await expect(page.getByText('Il documento di trasparenza è rilasciato')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Rilascia il documento di trasparenza' })).toBeFocused()
  await page.keyboard.press('Enter')
  await sure.getByRole('button', { name: 'Sì, sigilla' }).click()
  await expect(page.getByText('Il documento di trasparenza è rilasciato')).toBeVisible()
  // What is told after the seal is said as such, until the document is issued anew.
  await page.getByRole('button', { name: "Aggiungi un'esperienza" }).click()
  await page.getByLabel('Che tipo di esperienza').selectOption({ label: 'Volontariato' })
  await page.getByLabel('Che cosa faceva').fill('Cuoca alla festa del quartiere')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await expect(page.getByText(/^Il dossier è cambiato dopo il documento di trasparenza n\. TRA-/)).toBeVisible()
  await expect(page.getByText('guarda cosa, prima di andare avanti')).toBeVisible()
  await expect(page.getByText('Esperienza aggiunta: Cuoca alla festa del quartiere')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Il dossier è cambiato dopo questo documento: guarda cosa' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Presenta la domanda con il dossier di oggi' })).toBeVisible()
  await look(page, 'case-dossier-changed')
  await page.getByRole('button', { name: 'Emetti di nuovo il documento' }).click()
  await expect(page.getByText(/^Il dossier è cambiato/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Presenta la domanda' }).click()
  await page.getByRole('radio', { name: 'Sì, la domanda è ammessa' }).check()
  await page.getByLabel('Perché', { exact: true }).fill(REASON)
  await look(page, 'case-application')
  await page.getByRole('button', { name: 'Conferma' }).click()

  await page.getByLabel('Giorno e ora').fill('2099-05-04T10:00')
  await page.getByLabel('Luogo').fill('Bergamo, sportello')
  await page.getByRole('checkbox', { name: 'colloquio' }).check()
  await look(page, 'case-plan')
  await page.getByRole('button', { name: 'Fissa e avvisa la persona' }).click()
  // Before its day nothing is closed; the person comes earlier, and the day is moved to this one.
  await expect(
    page.getByText(
      "L'accertamento è fissato per il 4 maggio 2099 alle ore 10:00: da quel giorno puoi scrivere che cosa è emerso e chiudere.",
    ),
  ).toBeVisible()
  await expect(page.getByText(/^Da fare dal 4 maggio 2099/)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Validata', exact: true })).toHaveCount(0)
  await page.getByText("Sposta l'accertamento", { exact: true }).first().click()
  await expect(page.getByLabel('Luogo')).toHaveValue('Bergamo, sportello')
  await page.getByLabel('Giorno e ora').fill(tonight())
  await look(page, 'case-move-plan')
  await page.getByRole('button', { name: 'Sposta e avvisa la persona' }).click()
  await expect(page.getByLabel('Giorno e ora')).toBeHidden()
  await page.getByRole('radio', { name: 'Validata', exact: true }).check()
  await page.getByLabel('Perché', { exact: true }).fill(REASON)
  await look(page, 'case-validation')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByRole('button', { name: 'Rilascia il documento di validazione' }).click()
  await page.getByRole('button', { name: 'Sì, sigilla' }).click()
  await expect(page.getByText('Il dossier è completo: puoi chiedere la commissione.')).toBeVisible()
  await look(page, 'case-validated')

  // The documents on the way are attestations: each opens, and says what kind it is.
  await page.getByRole('link', { name: /^Documento di trasparenza .* al posto del n\. / }).click()
  await expect(page.getByText(/TRA-\d{4}-\d{6}/).first()).toBeVisible()
  await look(page, 'case-transparency-document')
})
