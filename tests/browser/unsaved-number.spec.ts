import { addresses } from './addresses.ts'
import { answerInstead, loggedInAs } from './console-api.ts'
import { expect, test } from './test.ts'

const record = {
  id: 'c1',
  version: 9,
  number: 'IVC-2026-0001',
  state: 'da_registrare',
  stateWord: 'da registrare',
  demo: true,
  person: {
    givenName: 'Beàta',
    familyName: 'Ghirlanzòni',
    birthDate: '1980-01-01',
    taxCode: '99000000036',
    provisional: true,
    formerCodes: [],
  },
  titleByLanguage: { it: 'Competenze del profilo Diversity Manager' },
  competences: [],
  experiences: [],
  phases: [],
  leftOut: [],
  missing: [],
  documents: [],
  register: { askedAt: '2026-11-24T09:00:00Z', number: 'REG/2026/1', givenAt: '2026-11-25T09:00:00Z' },
  rulePack: { id: 'lombardia', version: '1', title: 'Regole', office: { it: 'Camera di commercio', en: 'Chamber of Commerce' } },
  chambers: [],
  allowed: ['give-number', 'release'],
  why: {},
}

test('with a register number that is typed and not saved nothing is released', async ({ browser }) => {
  const page = await browser.newPage()
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/cases/c1': record,
    'GET /api/cases/c1/letters': { items: [] },
  })
  await page.goto(`${addresses().issuer}/pratiche/c1`)
  const release = page.getByRole('button', { name: "Rilascia l'attestato" })
  const field = page.getByLabel('Il numero è sbagliato? Scrivi quello giusto')
  await expect(release).toBeVisible()
  await field.fill('REG/2026/2')
  await expect(page.getByText('Hai scritto il numero REG/2026/2, ma non è salvato.')).toBeVisible()
  await expect(release).toHaveCount(0)
  await field.fill('')
  await release.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Numero di registro: REG/2026/1.')).toBeVisible()
  await expect(dialog.getByText('«Competenze del profilo Diversity Manager»')).toBeVisible()
  await page.close()
})
