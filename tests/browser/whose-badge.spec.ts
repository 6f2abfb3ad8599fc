import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { addresses } from './addresses.ts'
import { look } from './look.ts'
import { officer } from './people.ts'
import { released } from './take-released.ts'
import { expect, test } from './test.ts'

const EMAIL = 'grazia.ondei@posta.example'

async function saved(page: Page, button: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return readFileSync(await file.path())
}

test('an employer who knows the address compares it with the badge whose person wanted that, and sees what is inside a record', async ({
  office,
  verifier,
}) => {
  const { page } = office
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()
  const without = await saved(page, 'Open Badge, dati')
  await page.getByRole('checkbox', { name: `Chi conosce ${EMAIL} può controllare che il badge è suo` }).check()
  const badge = await saved(page, 'Open Badge, immagine')
  await look(page, 'attestation-files-with-address')
  const record = await saved(page, 'Tutto il percorso')

  await verifier.open()
  await verifier.choose({ name: 'badge.png', mimeType: 'image/png', buffer: badge })
  await verifier.verdict({ word: 'Valido' })
  const compare = async (known: string) => {
    await verifier.page.getByLabel('Che cosa sai della persona').fill(known)
    await verifier.page.getByRole('button', { name: 'Confronta' }).click()
  }
  await compare(EMAIL)
  await expect(verifier.page.getByRole('status').filter({ hasText: 'È stato rilasciato alla persona che hai indicato.' })).toBeVisible()
  await verifier.verdict({ word: 'Valido' })
  await look(verifier.page, 'verifier-whose-address')
  await compare('altra@posta.example')
  await verifier.verdict({ word: 'Non valido' })
  await expect(verifier.page.getByRole('status').filter({ hasText: 'l’esito in cima alla pagina ora è: Non valido.' })).toBeVisible()
  await verifier.page.getByRole('button', { name: 'Togli il confronto' }).click()
  await verifier.verdict({ word: 'Valido' })
  await expect(verifier.page.getByLabel('Che cosa sai della persona')).toBeFocused()
  await expect(verifier.page.getByRole('button', { name: 'Togli il confronto' })).toBeHidden()
  await compare('09/03/1991')
  await verifier.verdict({ word: 'Non verificabile', says: 'Gli altri controlli sono riusciti' })
  await look(verifier.page, 'verifier-whose-not-shown')
  await compare('')
  await verifier.verdict({ word: 'Valido' })
  const report = JSON.parse((await saved(verifier.page, 'Scarica il rapporto')).toString())
  expect(report).toMatchObject({
    file: { sha256: createHash('sha256').update(badge).digest('hex'), bytes: badge.length },
    verdict: 'valid',
  })
  await verifier.another()

  const forged = Buffer.from(record.toString().replaceAll(/"licenseNumber": "[^"]+"/g, '"licenseNumber": "LOM-1"'))
  await verifier.choose(
    { name: 'percorso.json', mimeType: 'application/json', buffer: record },
    { name: 'senza.json', mimeType: 'application/json', buffer: without },
    { name: 'falso.json', mimeType: 'application/json', buffer: forged },
  )
  await expect(verifier.page.getByText('2 validi, 1 non valido, 0 non verificabili')).toBeVisible()
  await expect(verifier.page.getByText('Contiene 1 documento: 1 valido.')).toBeVisible()
  await expect(verifier.page.getByText('Contiene l’attestato della riga 2')).toBeVisible()
  await look(verifier.page, 'verifier-many-with-record')
  const table = (await saved(verifier.page, 'Scarica la tabella (CSV)')).toString()
  expect(table).toContain('"Riga";"File";"Persona"')
  expect(table).toContain('"1";"percorso.json"')
  expect(table).toMatch(/"3";"falso\.json".*"Non valido".*"[A-Z][^"]+\."/)
  expect(table).not.toMatch(/passed|invalid|not-checked/)
  const row = verifier.page.getByRole('button', { name: 'Apri percorso.json' })
  await row.click()
  await expect(verifier.page.getByText('Tutti i documenti che contiene sono validi (1).')).toBeVisible()
  await verifier.page.keyboard.press('Escape')
  await expect(row).toBeFocused()
  await row.click()
  await expect(verifier.page.getByText('Tutti i documenti che contiene sono validi (1).')).toBeVisible()
  // The qualification and its two competences; the act bears the name of the qualification.
  await expect(verifier.page.locator('.competences > li')).toHaveCount(3)
  await look(verifier.page, 'verifier-record')
})

test('the person takes a badge that can be compared with their address from their own page', async ({ someone, verifier }) => {
  const page = await someone()
  await page.goto(`${addresses().issuer}/i-miei-badge`)
  await page.getByRole('button', { name: /Ondèi/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('I tuoi badge e chi li vede')
  await page.getByText('Scarica come badge').click()
  await page.getByRole('checkbox', { name: `Collegato al tuo indirizzo ${EMAIL}` }).check()
  await look(page, 'my-badges-take')
  const badge = await saved(page, 'Immagine')
  await verifier.open()
  await verifier.choose({ name: 'badge.png', mimeType: 'image/png', buffer: badge })
  await verifier.verdict({ word: 'Valido' })
  await verifier.page.getByLabel('Che cosa sai della persona').fill(EMAIL)
  await verifier.page.getByRole('button', { name: 'Confronta' }).click()
  await expect(verifier.page.getByRole('status').filter({ hasText: 'È stato rilasciato alla persona che hai indicato.' })).toBeVisible()
})
