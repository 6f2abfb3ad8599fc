import { look } from './look.ts'
import { chamber, expert } from './people.ts'
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
