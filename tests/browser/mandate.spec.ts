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
  isRefused: false,
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
  await expect(dialog.getByRole('button', { name: 'Non ora' }), 'it opens on the safe button').toBeFocused()
  await look(page, 'mandate-withdraw')
  await dialog.getByRole('button', { name: 'Non ora' }).click()
  await expect(page.getByText('In vigore')).toBeVisible()
  expect(keys).toEqual([])

  await withdraw.click()
  await dialog.getByRole('button', { name: 'Ritira il mandato' }).click()
  await expect(page.getByText('Ritirato', { exact: true })).toBeVisible()
  await expect(withdraw).toHaveCount(0)
  await expect(page.getByText(`Hai ritirato il mandato a ${line.mandatary}.`)).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Nessun mandato è in vigore' })).toBeVisible()
  await look(page, 'mandate-withdrawn')
  expect(keys).toHaveLength(1)
  await page.close()
})

test('who was given a mandate finds it under today, looks twice before it binds, and can give it up', async ({ browser }) => {
  const page = await browser.newPage()
  const waiting = { ...line, isAccepted: false, isStanding: false }
  const received = (now: object) => ({ profile: 'generic', hasSeal: true, given: [], received: [{ ...waiting, ...now }], others: [] })
  const answer = (now: object) => (route: Route) => route.fulfill({ json: received(now) })
  const refuse = { isStanding: false, isAccepted: true, isRefused: true }
  const task = {
    id: line.id,
    verb: 'answer-mandate',
    person: line.body,
    title: '',
    detail: `${line.actNumber} · «…»`,
    href: '/credenziale-europea',
  }
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/today': { tasks: [task] },
    'GET /api/european-credential': received({}),
    [`POST /api/european-credential/mandates/${line.id}/accept`]: answer({ isAccepted: true, isStanding: true }),
    [`POST /api/european-credential/mandates/${line.id}/refuse`]: answer(refuse),
  })
  await page.goto(at('/'))
  await page.getByRole('link', { name: `Rispondi al mandato di ${line.body}` }).click()
  await expect(page.getByRole('button', { name: `Rifiuta: ${line.body}` })).toBeVisible()
  await look(page, 'mandate-received')
  await page.getByRole('button', { name: `Accetta: ${line.body}` }).click()
  const dialog = page.getByRole('dialog', { name: `Accettare il mandato di ${line.body}?` })
  await expect(dialog.getByRole('button', { name: 'Non ora' })).toBeFocused()
  await look(page, 'mandate-accept')
  await dialog.getByRole('button', { name: 'Accetta il mandato' }).click()
  await expect(page.getByText(`Hai accettato il mandato di ${line.body}.`)).toBeFocused()
  await look(page, 'mandate-accepted')

  await page.getByRole('button', { name: `Rinuncia: ${line.body}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rinuncia al mandato' }).click()
  await expect(page.getByText(`Hai rinunciato al mandato di ${line.body}.`)).toBeFocused()
  await expect(page.getByText('Lasciato', { exact: true })).toBeVisible()
  await look(page, 'mandate-given-up')
  await page.close()
})

test('a form with errors puts the person at the first one', async ({ browser }) => {
  const page = await browser.newPage()
  await answerInstead(page, { 'GET /api/me': loggedInAs('officer'), 'GET /api/european-credential': settings })
  await page.goto(at('/credenziale-europea'))
  await page.getByRole('radio', { name: /Accreditata/ }).check()
  await page.getByRole('button', { name: 'Salva il profilo' }).click()
  await expect(page.getByLabel('Indirizzo nel registro')).toBeFocused()
  await page.getByText('Dai un mandato', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Dai un mandato' }).click()
  await expect(page.getByLabel('A chi')).toBeFocused()
  await page.close()
})
