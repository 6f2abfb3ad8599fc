import { expect, type Page } from '@playwright/test'
import { addresses } from './addresses.ts'
import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { officer } from './people.ts'
import { test } from './test.ts'

/** The page says that it is English, and then is. */
async function lookInEnglish(page: Page, name: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await look(page, `${name}-en`)
}

/** What the procedure and the repertory name is in English; nothing Italian is left that the page would read out as English. */
async function expectEnglishNames(page: Page): Promise<void> {
  const documents = page.getByRole('region', { name: 'Documents' })
  for (const name of ['Europass CV', 'Evidence dossier', 'Application for certification', 'Validation document']) {
    await expect(documents.getByText(name, { exact: true })).toBeVisible()
  }
  for (const name of [/^Appointment \d/, /^Minutes of the exam VERB-/, /^Certificate LOM-/]) {
    await expect(documents.getByRole('link', { name })).toBeVisible()
  }
  const competence = 'Oversee recruitment and selection so that differences are valued, according to the professional profile sought'
  await expect(page.getByText(competence)).toHaveCount(2) // as it was judged, and in the list
  await expect(page.getByText('Presidiare le attività')).toHaveCount(0)
}

test('the three apps speak English to an English browser', async ({ someone }) => {
  const page = await someone({ locale: 'en-GB' })
  const title = page.getByRole('heading', { level: 1 })

  await test.step('console', async () => {
    await page.goto(addresses().issuer)
    await expect(title).toBeVisible()
    await lookInEnglish(page, 'console-login')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: officer }).click()
    await expect(title).toContainText('today')
    await lookInEnglish(page, 'console-home')
    await page.getByRole('link', { name: 'Cases', exact: true }).click()
    await page.getByRole('link', { name: 'Gràzia Ondèi' }).click()
    await expect(title).toHaveText('Gràzia Ondèi')
    await expectEnglishNames(page)
    await lookInEnglish(page, 'console-case')
    await page.getByRole('link', { name: /^Minutes of the exam VERB-/ }).click()
    await expect(title).toContainText('Minutes of the exam VERB-')
    await lookInEnglish(page, 'console-document-minutes')
    await page.getByRole('link', { name: /^Back to/ }).click()
    await page.getByRole('link', { name: 'Open the certificate' }).click()
    await expect(title).toContainText('Certificate')
    await lookInEnglish(page, 'console-attestation')
    await page.getByRole('link', { name: 'Deliver the certificate', exact: true }).click()
    await page.getByRole('button', { name: /Prepare (the|a new) delivery/ }).click()
    await expect(page.locator('.digits')).toBeVisible()
    await lookInEnglish(page, 'console-offer')
    for (const path of ['accessibilita', 'privacy']) {
      await page.goto(`${addresses().issuer}/${path}`)
      await expect(title).toBeVisible()
      await lookInEnglish(page, `console-${path}`)
    }
  })

  await test.step('verifier', async () => {
    await page.goto(addresses().verifier)
    await expect(title).toHaveText('Check a certificate')
    await lookInEnglish(page, 'verifier')
    await page.getByRole('button', { name: 'Valid certificate' }).click()
    await expect(title).toHaveText('Valid')
    await lookInEnglish(page, 'verifier-valid')
    await page.getByRole('button', { name: 'Check another' }).click()
    await page.getByRole('button', { name: 'Annulled certificate' }).click()
    await expect(title).toHaveText('Not valid')
    await expect(page.getByRole('article')).toContainText('Annulled by Orobie Formazione e Lavoro on')
    await lookInEnglish(page, 'verifier-annulled')
    await page.getByRole('button', { name: 'Check another' }).click()
    await page.getByRole('button', { name: 'Ask a wallet' }).click()
    await lookInEnglish(page, 'verifier-ask')
    for (const path of ['accessibilita', 'privacy']) {
      await page.goto(`${addresses().verifier}/${path}`)
      await expect(title).toBeVisible()
      await lookInEnglish(page, `verifier-${path}`)
    }
  })

  await test.step('wallet', async () => {
    await page.goto(addresses().wallet)
    await page.getByLabel('Your password').fill('seven fireflies in a row')
    await lookInEnglish(page, 'wallet-first-key')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Show me the twelve words' }).click()
    await lookInEnglish(page, 'wallet-first-words')
    await page.getByRole('button', { name: 'I wrote them down' }).click()
    await page.getByRole('button', { name: 'Open the wallet' }).click()
    for (const screen of ['', 'inquadra', 'aggiungi', 'impostazioni', 'accessibilita', 'privacy', 'niente']) {
      await page.goto(`${addresses().wallet}/#/${screen}`)
      await expect(title).toBeVisible()
      await lookInEnglish(page, `wallet-${screen || 'home'}`)
    }
  })
})

test('a person reads their own path in English', async ({ someone }) => {
  const office = new ConsolePages(await someone())
  await office.login(officer)
  await office.openCase('Gràzia Ondèi')
  await office.page.getByRole('button', { name: 'Crea il foglio con il link' }).click()
  const said = async (place: string) => ((await office.page.locator(place).textContent()) ?? '').replace(/\s/g, '')
  const page = await someone({ locale: 'en-GB' })
  await page.goto(`${addresses().issuer}/il-mio-percorso`)
  await lookInEnglish(page, 'citizen-enter')
  await page.getByLabel('Your link').fill(await said('.letters'))
  await page.getByLabel('Your code').fill(await said('.digits'))
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
  await expect(page.getByText('Your certificate is ready.')).toBeVisible()
  await lookInEnglish(page, 'citizen-case')
  for (const title of await page.locator('h1:not([lang=it]), h2:not([lang=it]), label, legend, button').allInnerTexts()) {
    expect(title).not.toMatch(/\b(il|la|che|della|per|con|una?)\b/i)
  }
})
