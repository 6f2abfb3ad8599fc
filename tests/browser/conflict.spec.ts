import { look } from './look.ts'
import { chamber, expert, officer, president } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'conflict' })

/** Convened by the demo for a day that is still to come. */
const person = 'Ornella Valsecchièra'

test('a member declares a conflict, reads nothing, and the Chamber finds it under «Oggi»', async ({ office }) => {
  const { page } = office
  await office.login(expert)
  await office.openSittingOf(person)
  await page.getByText(`Ho un conflitto con ${person}`).click()
  await page.getByRole('button', { name: 'Dichiaro il conflitto' }).click()
  await expect(page.getByText('Scegli che cosa ti lega alla persona.')).toBeVisible()
  await page.getByLabel('Che cosa ti lega alla persona').selectOption({ label: "L'ho seguita come tutor" })
  await page.getByLabel('Di che cosa si tratta').fill('Ho seguito il suo percorso per due anni.')
  await look(page, 'console-declare-conflict')
  // Nothing typed is lost on a reload.
  await page.reload()
  await expect(page.getByLabel('Di che cosa si tratta')).toHaveValue('Ho seguito il suo percorso per due anni.')
  await page.getByRole('button', { name: 'Dichiaro il conflitto' }).click()
  await expect(page.getByText(`${expert} non valuta ${person}`)).toBeVisible()
  await expect(page.getByText(`${expert} ha seguito come tutor ${person}.`)).toBeVisible()
  await expect(page.getByText(/^esperto, hai dichiarato un conflitto/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Apri il dossier' })).toHaveCount(0)
  await look(page, 'console-conflict-declared')
  await office.logout()

  await office.login(chamber)
  const task = page.getByRole('link', { name: `Sostituisci la commissione per ${person}: un membro ha un conflitto` })
  await expect(task).toBeVisible()
  await look(page, 'console-today-conflict')
  await task.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Commissione nominata')
})

test('the president goes on without somebody who did not come, and who appoints reads why', async ({ office }) => {
  test.setTimeout(180_000)
  const { page } = office
  const absent = 'Yonàs Haddìshe'
  await office.login(officer)
  await office.openCase(absent)
  await office.requestCommission('Richiesta di prova.')
  await office.logout()
  await office.login(chamber)
  await office.openRequest(absent)
  await office.appoint({ president, experts: [expert], actNumber: 'PROVA/assente' })
  await office.logout()
  await office.login(president)
  await office.openSittingOf(absent)
  await office.declareNoConflict()
  await office.beginSitting()
  await page.getByText('Vai avanti senza una persona').click()
  await page.getByRole('button', { name: 'Vai avanti senza' }).click()
  await expect(page.getByText('Scegli la persona.')).toBeVisible()
  await page.getByLabel('Chi', { exact: true }).selectOption({ label: absent })
  await page.getByLabel('Perché non si esamina').selectOption({ label: 'Non si è presentata' })
  await page.getByLabel('Che cosa è successo').fill('Non è venuta e non ha avvisato.')
  await look(page, 'console-leave-out')
  await page.getByRole('button', { name: 'Vai avanti senza' }).click()
  await expect(page.getByText(`${absent} non si è presentata, e non è esaminata.`)).toBeVisible()
  await look(page, 'console-left-out')
  await office.logout()

  await office.login(chamber)
  await office.openRequest(absent)
  await expect(page.getByText('«Non è venuta e non ha avvisato.»')).toBeVisible()
  await look(page, 'console-request-again')
})
