import { addresses } from './addresses.ts'
import { admit, writeCase } from './case-by-api.ts'
import { inDatabase } from './in-database.ts'
import { look } from './look.ts'
import { leccoOfficer, officer } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'evidence' })

const photo = { name: 'lavoro.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 5, 6, 7, 8]) }
const scan = Buffer.from('%PDF-1.7\nuna prova\n')

test('beside the officer the person sends a photograph from their telephone, and the officer takes it into the dossier', async ({
  office,
  someone,
}) => {
  const { page } = office
  await office.login(officer)
  await writeCase(page, {
    person: { givenName: 'Ìlda', familyName: 'Fotogràfi', birthDate: '1988-03-04', taxCode: '99000000069' },
    province: 'BG',
    competences: ['trasversale-qualita'],
    evidence: [],
  })
  await office.openCase('Ìlda Fotogràfi')
  await page.getByRole('button', { name: 'Dal telefono della persona' }).click()
  await page.getByRole('button', { name: 'Mostra il QR' }).click()
  await expect(page.getByText('Aspetto: ancora niente dal telefono.')).toBeVisible()
  const link = ((await page.locator('.letters').textContent()) ?? '').replace(/\s/g, '')
  const code = ((await page.locator('.digits').textContent()) ?? '').replace(/\s/g, '')

  const telephone = await someone()
  await telephone.setViewportSize({ width: 320, height: 640 })
  await telephone.goto(`${addresses().issuer}/il-mio-percorso#${link}`)
  await telephone.getByLabel('Il tuo codice').fill(code)
  await telephone.getByRole('button', { name: 'Entra', exact: true }).click()
  await telephone.getByRole('button', { name: 'Manda', exact: true }).click()
  await expect(telephone.getByText('Fai una foto o scegli un file.')).toBeVisible()
  await telephone.getByLabel('Che cos’è').selectOption({ index: 1 })
  await telephone.getByLabel('Come si chiama').fill('Foto del banco di lavoro')
  await telephone.getByLabel('Foto o file').setInputFiles(photo)
  await telephone.getByRole('button', { name: 'Manda', exact: true }).click()
  await expect(telephone.getByText('Foto del banco di lavoro: arrivata il')).toBeVisible()
  await look(telephone, 'phone-sent')

  // The officer's page finds it by itself.
  const arrived = page.getByRole('region', { name: 'Dal telefono della persona' })
  await expect(arrived.getByRole('link', { name: 'Foto del banco di lavoro' })).toBeVisible()
  await look(page, 'phone-arrived')
  await arrived.getByRole('button', { name: 'Metti nel dossier: Foto del banco di lavoro' }).click()
  await expect(page.getByRole('heading', { name: '1 evidenza' })).toBeVisible()
  await telephone.reload()
  await expect(telephone.getByText('l’ente l’ha messa nel dossier')).toBeVisible()
})

test('under the rules of Lazio a commission is asked for by way of exception, without a document of validation', async ({ office }) => {
  const { page } = office
  const person = 'Àlba Tiberìni'
  await inDatabase(
    "UPDATE organisation SET region = 'ITI4' WHERE slug = 'cpi-lecco'",
    `INSERT INTO organisation (slug, did, kind, name, legal_basis, province, region, demo)
     VALUES ('ufficio-lazio', 'did:web:ufficio-lazio.example', 'department', 'Ufficio dimostrativo del Lazio', 'Atto dimostrativo', 'RM', 'ITI4', true)`,
  )
  await office.login(leccoOfficer)
  const written = await writeCase(page, {
    person: { givenName: 'Àlba', familyName: 'Tiberìni', birthDate: '1979-09-09', taxCode: '99000000077' },
    province: 'RM',
    competences: ['trasversale-qualita'],
    evidence: [{ class: 'cv-europass', title: 'Curriculum', bytes: scan }],
  })
  await admit(written)
  await office.openCase(person)
  await page.getByText('Chiedi la commissione senza documento di validazione').click()
  await expect(page.getByText(/^Le regole della regione lo permettono: in via eccezionale/)).toBeVisible()
  await page.getByRole('button', { name: 'Chiedi la commissione in via eccezionale' }).click()
  await expect(page.getByText('la persona deve capire perché')).toBeVisible()
  await page.getByLabel('Come esamina la commissione').selectOption({ index: 2 })
  await page.getByLabel('Perché la via eccezionale').fill('Il corso comincia prima dell’accertamento.')
  await look(page, 'by-exception')
  await page.reload()
  await page.getByText('Chiedi la commissione senza documento di validazione').click()
  await expect(page.getByLabel('Perché la via eccezionale')).toHaveValue('Il corso comincia prima dell’accertamento.')
  await page.getByRole('button', { name: 'Chiedi la commissione in via eccezionale' }).click()
  await expect(page.getByText('Ora tocca a chi nomina la commissione: Ufficio dimostrativo del Lazio.')).toBeVisible()
  await look(page, 'by-exception-asked')
})
