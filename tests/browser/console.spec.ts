import type { Locator, Page, Route } from '@playwright/test'
import { addresses } from './addresses.ts'
import { aborted, answerInstead, attestation, commissionRequest, loggedInAs, refusal } from './console-api.ts'
import { look } from './look.ts'
import { expect, test } from './test.ts'

const at = (path: string) => `${addresses().issuer}${path}`

test.describe('nothing typed is lost', () => {
  const REQUEST = 'GET /api/commission-requests/r1'
  const APPOINT = 'POST /api/commission-requests/r1/appoint'

  async function fill(page: Page) {
    await page.goto(at('/richieste/r1'))
    await page.getByLabel('Ruolo di Prima Persona').selectOption('presidente')
    await page.getByLabel('Ruolo di Seconda Persona').selectOption('esperto')
    await page.getByLabel("Numero dell'atto").fill('145/2026')
    await page.getByLabel('Giorno e ora').fill(`${new Date().getFullYear() + 1}-03-02T10:00`)
    await page.getByLabel('Luogo').fill('Sala A')
  }

  async function expectKept(page: Page) {
    await expect(page.getByLabel("Numero dell'atto")).toHaveValue('145/2026')
    await expect(page.getByLabel('Luogo')).toHaveValue('Sala A')
    await expect(page.getByLabel('Ruolo di Prima Persona')).toHaveValue('presidente')
  }

  test('when the connection is lost, and the same intention is sent again under the same key', async ({ browser }) => {
    const page = await browser.newPage()
    const keys: (string | undefined)[] = []
    let lost = true
    await answerInstead(page, {
      'GET /api/me': loggedInAs('chamber'),
      [REQUEST]: (route: Route) => route.fulfill({ json: commissionRequest }),
      [APPOINT]: (route: Route) => {
        keys.push(route.request().headers()['idempotency-key'])
        return lost ? aborted(route) : route.fulfill({ status: 201, json: { commissionId: 'k', sittingId: 's' } })
      },
    })
    await fill(page)
    await page.getByRole('button', { name: 'Nomina la commissione' }).click()
    await expect(page.getByRole('alert')).toContainText('Non riesco a raggiungere il servizio')
    await expectKept(page)
    await look(page, 'console-connection-lost')

    lost = false
    await page.getByRole('button', { name: 'Nomina la commissione' }).click()
    await expect.poll(() => keys.length).toBe(2)
    expect(keys[0]).toBe(keys[1])
    await page.close()
  })

  test('when the session ends: the page offers to sign in again, and the draft is there after it', async ({ browser }) => {
    const page = await browser.newPage()
    await answerInstead(page, {
      'GET /api/me': loggedInAs('chamber'),
      [REQUEST]: commissionRequest,
      [APPOINT]: refusal({ code: 'auth.required', status: 401, it: 'Per vedere questa pagina devi accedere.' }),
    })
    await fill(page)
    await page.getByRole('button', { name: 'Nomina la commissione' }).click()
    await expect(page.getByText('La sessione è finita')).toBeVisible()
    await expect(page.getByText('Persona di prova')).toHaveCount(0)
    await expectKept(page)
    await expect(page.getByRole('link', { name: 'Accedi di nuovo' })).toHaveAttribute('href', '/auth/login?return=%2Frichieste%2Fr1')
    await page.reload()
    await expectKept(page)
    await page.close()
  })

  test('and what is wrong is said beside its field, where the focus goes', async ({ browser }) => {
    const page = await browser.newPage()
    await answerInstead(page, { 'GET /api/me': loggedInAs('chamber'), [REQUEST]: commissionRequest })
    await page.goto(at('/richieste/r1'))
    await page.getByRole('button', { name: 'Nomina la commissione' }).click()
    await expect(page.getByText('Scegli almeno 2 persone')).toBeVisible()
    await expect(page.getByLabel("Numero dell'atto")).toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator(':focus')).toHaveCount(1)
    await expect(page.getByText('Non può: Terza Persona ha seguito come tutor Beàta Ghirlanzòni, fino al 1 marzo 2026.')).toBeVisible()
    await look(page, 'console-appoint-errors')
    await page.close()
  })
})

test.describe('an offer says what became of it', () => {
  for (const [state, title] of [
    ['used', 'Consegnato: ora è nel portafoglio'],
    ['expired', 'La consegna è scaduta'],
    ['blocked', 'La consegna è bloccata'],
  ] as const) {
    test(`${state}, and a new one is one click away`, async ({ browser }) => {
      const page = await browser.newPage()
      let made = false
      await answerInstead(page, {
        'GET /api/me': loggedInAs('officer'),
        'GET /api/attestations/a1': attestation,
        'GET /api/attestations/a1/offer': (route: Route) =>
          route.fulfill({
            json: made
              ? { id: 'f2', state: 'open', expiresAt: '2099-01-01T00:00:00Z' }
              : { id: 'f1', state, expiresAt: '2026-11-25T09:00:00Z', usedAt: '2026-11-24T10:00:00Z' },
          }),
        'POST /api/attestations/a1/offer': (route: Route) => {
          made = true
          return route.fulfill({
            status: 201,
            json: {
              offerId: 'f2',
              credentialOfferUri: 'https://issuer.example/oid4vci/offers/f2',
              deepLink: 'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fissuer.example%2Foid4vci%2Foffers%2Ff2',
              walletLink: 'https://wallet.example/#/ricevi',
              txCode: '073503',
              expiresAt: '2099-01-01T00:00:00Z',
            },
          })
        },
      })
      await page.goto(at('/attestati/a1/consegna'))
      await expect(page.getByText(title, { exact: true })).toBeVisible()
      if (state === 'blocked') await look(page, 'console-offer-blocked')
      await page.getByRole('button', { name: 'Prepara una nuova consegna' }).click()
      await expect(page.locator('.digits')).toHaveText('073 503')
      await expect(page.getByRole('img', { name: 'QR per ricevere' })).toBeVisible()
      await page.close()
    })
  }
})

test.describe('an empty desk teaches', () => {
  for (const role of ['officer', 'chamber', 'member', 'region'] as const) {
    test(role, async ({ browser }) => {
      const page = await browser.newPage()
      await answerInstead(page, {
        'GET /api/me': loggedInAs(role),
        'GET /api/today': { tasks: [] },
        'POST /api/cases/search': { items: [], total: 0, page: 1, pages: 1 },
        'GET /api/commission-requests': { items: [], waiting: 0, total: 0, page: 1, pages: 1 },
        'GET /api/sittings': { items: [], total: 0, page: 1, pages: 1 },
        'GET /api/organisations': { items: [], total: 0, page: 1, pages: 1 },
        'POST /api/experts/search': { items: [], total: 0, page: 1, pages: 1 },
        'GET /api/experts/choices': { sectors: [], sections: [], roles: [], bodies: [] },
      })
      await page.goto(at('/'))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Niente da fare oggi')
      if (role === 'officer') await look(page, 'console-empty-officer')
      // Pages of settings, rules and figures are never empty.
      const lists = page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: /^(Pratiche|Richieste|Sedute|Esperti|Enti)$/ })
      expect(await lists.count()).toBeGreaterThan(0)
      for (const link of await lists.all()) {
        await link.click()
        await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
        await expect(page.locator('.empty')).toBeVisible()
      }
      await page.close()
    })
  }
})

test('the language is kept, and the page says which it is', async ({ browser }) => {
  const page = await browser.newPage()
  await answerInstead(page, { 'GET /api/me': loggedInAs('officer'), 'GET /api/today': { tasks: [] } })
  await page.goto(at('/'))
  await page.getByLabel('Lingua').selectOption('en')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing to do today')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing to do today')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await look(page, 'console-english')
  await page.close()
})

test('a title that nobody wrote in English is shown in Italian, and marked as such', async ({ browser }) => {
  const page = await browser.newPage({ locale: 'en-GB' })
  const inEnglish = { ...attestation, titleByLanguage: { it: 'Tecnico del suono', en: 'Sound technician' } }
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/attestations/a1': { ...attestation, titleByLanguage: { it: 'Tecnico del suono' } },
    'GET /api/attestations/a2': inEnglish,
  })
  await page.goto(at('/attestati/a1'))
  await expect(page.getByRole('definition').getByText('Tecnico del suono')).toHaveAttribute('lang', 'it')
  await page.goto(at('/attestati/a2'))
  await expect(page.getByRole('definition').getByText('Sound technician')).not.toHaveAttribute('lang')
  await page.close()
})

test('a case that is not there is a page that is not there, whatever its address looks like', async ({ browser }) => {
  const page = await browser.newPage()
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/cases/nope': refusal({ code: 'case.unknown', status: 404, it: 'Questa pratica non esiste, o non è del tuo ente.' }),
  })
  await page.goto(at('/pratiche/nope'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Questa pagina non c'è")
  await expect(page.getByText('Questa pratica non esiste, o non è del tuo ente.')).toBeVisible()
  await look(page, 'console-not-there')
  await page.getByRole('link', { name: 'Torna alle cose da fare' }).click()
  await page.goto(at('/pratiche/%25'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Questa pagina non c'è")
  await page.close()
})

test.describe('whom the Chamber cannot tell by mail', () => {
  for (const [who, reachable, says] of [
    ['some', true, 'Senza indirizzo e-mail, quindi non avvisati: Seconda Persona'],
    ['all', false, 'Nessun membro ha un indirizzo e-mail: non possiamo avvisare nessuno'],
  ] as const) {
    test(`${who} of the members`, async ({ browser }) => {
      const page = await browser.newPage()
      await answerInstead(page, {
        'GET /api/me': loggedInAs('chamber'),
        'GET /api/appointments/k1/letters': { items: [] },
        'GET /api/commission-requests/r1': {
          ...commissionRequest,
          appointed: {
            commissionId: 'k1',
            papers: ['nomina'],
            heard: 1,
            reasons: [],
            actNumber: '145/2026',
            appointedAt: '2026-11-24T09:00:00Z',
            sittingPlannedAt: '2026-12-24T09:00:00Z',
            sittingState: 'convened',
            place: 'Sala A',
            members: [
              { name: 'Prima Persona', role: 'presidente', reachable },
              { name: 'Seconda Persona', role: 'esperto', reachable: false },
            ],
          },
        },
      })
      await page.goto(at('/richieste/r1'))
      await expect(page.getByText(says, { exact: true })).toBeVisible()
      await expect(page.getByText(/^Avvisa tu: prima della seduta/)).toBeVisible()
      if (who === 'all') await look(page, 'console-unreachable')
      await page.close()
    })
  }
})

test('on a small telephone the form that suspends keeps its buttons in sight, and the field that has the focus', async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
  await answerInstead(page, {
    'GET /api/me': loggedInAs('officer'),
    'GET /api/attestations/a1': attestation,
    'GET /api/catalogue/reasons': { items: [{ id: 'ricorso', words: ['sospeso'], it: 'Ricorso', en: 'Appeal' }] },
  })
  await page.goto(at('/attestati/a1'))
  await page.getByRole('button', { name: 'Sospendi' }).click()
  const dialog = page.getByRole('dialog')
  const suspend = dialog.getByRole('button', { name: 'Sospendi' })
  await expect(suspend).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByRole('button', { name: 'Non ora' })).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByRole('heading', { name: "Sospendi l'attestato?" })).toBeInViewport({ ratio: 1 })
  await look(page, 'console-suspend')
  await page.setViewportSize({ width: 320, height: 640 })

  for (const label of ['Motivo', 'Spiegazione', 'Scrivi il numero di registro']) {
    const field = dialog.getByLabel(label, { exact: true })
    await field.focus()
    await expectUncovered(field)
  }
  await suspend.click()
  await expect(dialog.getByLabel('Motivo', { exact: true })).toBeFocused()
  await expectUncovered(dialog.getByLabel('Motivo', { exact: true }))
  await expect(suspend).toBeInViewport({ ratio: 1 })
  await page.close()
})

/** Nothing lies over the field (WCAG 2.2 §2.4.11). */
async function expectUncovered(field: Locator): Promise<void> {
  const uncovered = () =>
    field.evaluate((element) => {
      const { left, width, top, bottom } = element.getBoundingClientRect()
      return [top + 2, bottom - 2].every((y) => element.contains(document.elementFromPoint(left + width / 2, y)))
    })
  await expect.poll(uncovered).toBe(true)
}

test('a page that is not there, and the two that must be', async ({ browser }) => {
  const page = await browser.newPage()
  await answerInstead(page, { 'GET /api/me': loggedInAs('officer') })
  await page.goto(at('/non-esiste'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Questa pagina non c'è")
  for (const [link, name] of [
    ['Dichiarazione di accessibilità', 'console-accessibility'],
    ['Privacy', 'console-privacy'],
  ] as const) {
    await page.getByRole('link', { name: link }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(link)
    await look(page, name)
  }
  await page.close()
})
