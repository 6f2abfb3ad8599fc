import type { Route } from '@playwright/test'
import { addresses } from './addresses.ts'
import { answerInstead, commissionRequest, loggedInAs } from './console-api.ts'
import { expect, test } from './test.ts'

test.use({ timezoneId: 'America/New_York' })

test('an hour that is typed and read far away is one of Rome, as in the act and its letters', async ({ browser }) => {
  const page = await browser.newPage()
  let planned: unknown
  let appointed = false
  await answerInstead(page, {
    'GET /api/me': loggedInAs('chamber'),
    'GET /api/appointments/k1/letters': { items: [] },
    'GET /api/commission-requests/r1': (route: Route) =>
      route.fulfill({
        json: appointed
          ? {
              ...commissionRequest,
              appointed: {
                commissionId: 'k1',
                papers: ['nomina'],
                heard: 1,
                reasons: [],
                actNumber: 'PROVA/roma',
                appointedAt: '2026-11-24T23:30:00Z',
                sittingPlannedAt: planned,
                sittingState: 'convened',
                place: 'Sala A',
                members: [],
              },
            }
          : commissionRequest,
      }),
    'GET /api/commission-requests/r1/hour': { called: false, dayOff: false },
    'POST /api/commission-requests/r1/appoint': (route: Route) => {
      planned = route.request().postDataJSON().sittingPlannedAt
      appointed = true
      return route.fulfill({ status: 201, json: { commissionId: 'k1', sittingId: 's' } })
    },
  })
  await page.goto(`${addresses().issuer}/richieste/r1`)
  await page.getByLabel('Ruolo di Prima Persona').selectOption('presidente')
  await page.getByLabel('Ruolo di Seconda Persona').selectOption('esperto')
  await page.getByLabel("Numero dell'atto").fill('PROVA/roma')
  await page.getByLabel('Giorno e ora').fill('2099-07-15T17:30')
  await page.getByLabel('Luogo').fill('Sala A')
  await page.getByRole('button', { name: 'Nomina la commissione' }).click()
  await expect(page.getByText('15 luglio 2099 alle ore 17:30')).toBeVisible()
  expect(planned).toBe('2099-07-15T15:30:00.000Z')
  // Appointed half an hour after midnight in Rome.
  await expect(page.getByText(/del 25 novembre 2026/).first()).toBeVisible()
  await page.close()
})
