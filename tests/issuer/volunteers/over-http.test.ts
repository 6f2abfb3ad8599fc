import { afterAll, beforeAll, expect, test } from 'vitest'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'
import { person, reception } from './third-sector.ts'

let service: Service
beforeAll(async () => {
  service = await openService()
})
afterAll(() => service.close())

test('everything of the register is done from the desk of its body, behind the second wall', async () => {
  const officer = await service.as('officer-ets')
  const send = async (path: string, body: object) => {
    const { status, body: answer } = await officer.send<Record<string, string>>(path, body)
    expect([path, status, answer.code]).toEqual([path, expect.toSatisfy((code: number) => code < 300), undefined])
    return answer
  }
  const { id } = await send('/api/volunteers', { person: person() })
  const today = new Date().toISOString().slice(0, 10)
  const { id: entryId } = await send(`/api/volunteers/${id}/hours`, { entry: { from: '2026-01-02', hours: '2', activity: 'Doposcuola' } })
  await send(`/api/volunteers/${id}/take-back`, { entryId })
  await send(`/api/volunteers/${id}/hours`, { entry: { from: '2025-12-01', until: '2026-01-31', hours: '60', activity: 'Doposcuola' } })
  const { id: statementId } = await send(`/api/volunteers/${id}/statements`, { askedOn: today })
  expect((await officer.get(`/api/volunteers/${id}/statements/${statementId}`)).status).toBe(200)
  await send(`/api/volunteers/${id}/case`, { reception: { ...reception, metOn: today }, province: 'BG' })

  const file = `codice_fiscale,cognome,nome,data_nascita,dal,ore,attivita\n${nextTaxCode()},Prova,Nuova,1/2/1990,2026-01-02,2,Mensa\n${nextTaxCode()},Prova,Altra,x,2026-01-02,2,Mensa`
  const { id: importId } = await send('/api/volunteer-imports', { content: Buffer.from(file).toString('base64') })
  const cells = {
    taxCode: nextTaxCode(),
    familyName: 'Prova',
    givenName: 'Altra',
    birthDate: '1/2/1990',
    from: '',
    until: '',
    hours: '',
    activity: '',
  }
  await send(`/api/volunteer-imports/${importId}/mend`, { line: 3, cells })
  expect(await send(`/api/volunteer-imports/${importId}/accept`, {})).toEqual({ lines: 2, people: 2 })
  expect((await officer.get('/api/volunteer-imports/model.csv')).status).toBe(200)
  expect((await officer.get(`/api/volunteer-imports/${importId}`)).body).toMatchObject({ open: 0, taken: 2 })
})
