import type { Route } from '@playwright/test'
import { addresses } from './addresses.ts'
import { answerInstead, loggedInAs } from './console-api.ts'
import { look } from './look.ts'
import { expect, test } from './test.ts'

const at = (path: string) => `${addresses().issuer}${path}`
const line = {
  id: '00000000-0000-4000-8000-000000000001',
  body: 'Orobie Formazione e Lavoro',
  mandatary: 'Centro per l’Impiego di Lecco (dimostrativo)',
  statement: 'Il Centro per l’Impiego sigilla per conto di Orobie Formazione, che ne risponde.',
  actNumber: 'Delibera 7',
  until: '2099-01-01T00:00:00Z',
  isAccepted: true,
  isWithdrawn: false,
  isStanding: true,
}
const settings = { profile: 'issued-by-mandate', hasSeal: false, given: [line], received: [], others: [] }

test('a body takes a mandate back, and is told before what that means', async ({ browser }) => {
  const page = await browser.newPage()
  const keys: (string | undefined)[] = []
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/european-credential': settings,
    [`POST /api/european-credential/mandates/${line.id}/withdraw`]: (route: Route) => {
      keys.push(route.request().headers()['idempotency-key'])
      return route.fulfill({ json: { ...settings, given: [{ ...line, isWithdrawn: true, isStanding: false }] } })
    },
  })
  await page.goto(at('/credenziale-europea'))
  const withdraw = page.getByRole('button', { name: `Ritira: ${line.mandatary}` })
  await withdraw.click()
  const dialog = page.getByRole('dialog', { name: `Ritirare il mandato a ${line.mandatary}?` })
  await expect(dialog).toContainText('Quelle già sigillate restano buone')
  await look(page, 'mandate-withdraw')
  await dialog.getByRole('button', { name: 'Non ora' }).click()
  await expect(page.getByText('In vigore')).toBeVisible()
  expect(keys).toEqual([])

  await withdraw.click()
  await dialog.getByRole('button', { name: 'Ritira il mandato' }).click()
  await expect(page.getByText('Ritirato', { exact: true })).toBeVisible()
  await expect(withdraw).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Nessun mandato è in vigore' })).toBeVisible()
  await look(page, 'mandate-withdrawn')
  expect(keys).toHaveLength(1)
  await page.close()
})
