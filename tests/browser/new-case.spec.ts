import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'new case' })

test('what is wrong with a person stands beside its field, with the way out for who has the document, and nothing typed is lost', async ({
  office,
}) => {
  const { page } = office
  const code = page.getByLabel('Codice fiscale')
  const seen = page.getByLabel('Ho visto il tesserino o il documento')
  const right = page.getByLabel('Ho il documento davanti')
  const onwards = () => page.getByRole('button', { name: 'Avanti' }).click()
  const send = () => page.getByRole('button', { name: 'Apri la pratica' }).click()
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Nèva')
  await page.getByLabel('Cognome').fill("D'Adùlio")
  await page.getByLabel('Data di nascita').fill('1985-12-10')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })

  await expect(page.getByLabel('Lingua che legge meglio')).toHaveAccessibleDescription(/in italiano e in inglese/)
  await code.fill('DDLNVE85T10A562C')
  await onwards()
  await expect(page.getByText('un carattere sbagliato')).toBeVisible()
  await expect(code).toBeFocused()
  await look(page, 'new-case-check-digit')
  await code.fill('RSSMRA85T10A562S')
  await expect(page.getByText('non sono quelle di questo nome')).toBeVisible()
  await look(page, 'new-case-other-letters')
  await seen.check()
  await onwards()
  await page.getByLabel('Che cosa chiede').fill('Vorrei far valere il mio lavoro.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await send()
  await expect(office.title).toHaveText("Nèva D'Adùlio")
  await expect(page.getByText('Le lettere non sono quelle del nome')).toBeVisible()

  // The same code again, with another name: what was asked in the first step is said there.
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Nèva')
  await page.getByLabel('Cognome').fill("D'Adùlia")
  await page.getByLabel('Data di nascita').fill('1985-12-10')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await code.fill('rssmra85t10a562s')
  await onwards()
  await seen.check()
  await onwards()
  // The body already runs a case for this code: it is said, with the way there, and a second one is opened knowingly.
  await expect(page.getByText('Questa persona ha già una pratica aperta da voi')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Pratica IVC-/ })).toBeVisible()
  await look(page, 'new-case-open-one')
  await page.getByLabel('ne apro comunque un').check()
  await onwards()
  await page.getByLabel('Che cosa chiede').fill('Vorrei tornare a studiare.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await send()
  await expect(page.getByText('con un altro nome o cognome')).toBeVisible()
  await expect(page.getByLabel('Cognome')).toBeFocused()
  await look(page, 'new-case-known-otherwise')
  await right.check()
  await onwards()
  await expect(page.getByLabel('Che cosa chiede')).toHaveValue('Vorrei tornare a studiare.')
  await send()
  await expect(office.title).toHaveText("Nèva D'Adùlia")
})

test('a birth date of a child is asked about before it is taken', async ({ office }) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Nèva')
  await page.getByLabel('Cognome').fill('Piccolòmini')
  const born = `${new Date().getFullYear() - 3}-01-01`
  await page.getByLabel('Data di nascita').fill(born)
  await page.getByLabel('Codice fiscale').fill('99000000085')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(page.getByText('Con questa data di nascita la persona ha 3 anni: è giusta?')).toBeVisible()
  await look(page, 'new-case-child')
  await page.getByLabel('la persona è minorenne').check()
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(page.getByLabel('Che cosa chiede')).toBeVisible()
})
