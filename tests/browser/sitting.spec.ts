import { look } from './look.ts'
import { chamber, expert, president } from './people.ts'
import { expect, test } from './test.ts'

/** Convened by the demo for a day that is still to come. */
const person = 'Ornella Valsecchièra'

test('a sitting says for when it is convened, who has yet to declare, and waits for its day', async ({ office }) => {
  const { page } = office
  await office.login(president)
  await office.openSittingOf(person)
  await expect(page.getByText(/^Convocata per il \d+ \p{L}+ \d{4} alle ore 10:00\. Luogo: /u)).toBeVisible()
  await expect(page.getByText(`${expert} deve ancora dichiarare: accede e apre questa seduta.`)).toBeVisible()
  await expect(page.getByText(/^presidente, devi ancora dichiarare/)).toBeVisible()
  await office.declareNoConflict()
  await expect(page.getByText(/^presidente, hai dichiarato di non avere conflitti/)).toBeVisible()
  await expect(page.getByText(/potrai aprirla quel giorno/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Apri la seduta' })).toHaveCount(0)
  const [act] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Atto di nomina (PDF)' }).click()])
  expect(act.suggestedFilename()).toMatch(/^nomina-.+\.pdf$/)
  await look(page, 'console-sitting-early')
  await page.getByRole('button', { name: 'Apri il dossier' }).click()
  await expect(page.getByText(/^Lo legge Agnese Corti Valdimà, /)).toBeVisible()
  await look(page, 'console-sitting-dossier')
})

test("the Chamber's list of sittings leads to the case, where it reads the acts", async ({ office }) => {
  const { page } = office
  await office.login(chamber)
  await page.getByRole('link', { name: 'Sedute', exact: true }).click()
  await page.getByLabel('Quali sedute').selectOption({ label: 'Già tenute' })
  await page.getByRole('link', { name: 'Gràzia Ondèi' }).click()
  await expect(office.title).toHaveText('Gràzia Ondèi')
  await page.getByRole('link', { name: /^Verbale d'esame/ }).click()
  await expect(page.getByRole('region', { name: 'Chi ha firmato e chi ha sigillato' })).toBeVisible()
  await expect(page.getByText("Orobie Formazione e Lavoro ha già rilasciato l'attestato a Gràzia Ondèi.")).toBeVisible()
})
