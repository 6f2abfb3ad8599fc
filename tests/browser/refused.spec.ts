import { randomUUID } from 'node:crypto'
import { addresses } from './addresses.ts'
import { holdExam } from './hold-exam.ts'
import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

const person = 'Yonàs Haddìshe'

test('what the commission did not certify cannot be released, by page or by API', async ({ office }) => {
  const { page } = office
  await holdExam({ office, person, judgement: { outcome: 'Non certificata', reason: 'La prova pratica non mostra la competenza.' } })

  await office.login(officer)
  await office.openCase(person)
  await expect(page.getByText("La commissione non ha certificato nessuna competenza: non c'è un attestato da rilasciare.")).toBeVisible()
  await expect(page.getByText('La prova pratica non mostra la competenza.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rilascia' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Consegna' })).toHaveCount(0)
  await look(page, 'console-case-refused')

  const caseId = new URL(page.url()).pathname.split('/').at(-1)
  const { csrf } = await (await page.request.get(`${addresses().issuer}/api/me`)).json()
  const released = await page.request.post(`${addresses().issuer}/api/cases/${caseId}/release`, {
    headers: { 'x-csrf-token': csrf, 'idempotency-key': randomUUID() },
    data: {},
  })
  expect(await released.json()).toMatchObject({ code: 'release.not-certified', it: expect.any(String), en: expect.any(String) })
  expect(released.status()).toBe(422)
  const record = await (await page.request.get(`${addresses().issuer}/api/cases/${caseId}`)).json()
  expect(record).not.toHaveProperty('attestation')
})
