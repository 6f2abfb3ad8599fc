import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCompact } from '../../../credential/jose/index.ts'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

describe('acts over HTTP, with real logins', () => {
  let service: Service
  let officer: Browser
  let caseId: string
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    const { body } = await officer.get<{ items: { id: string; person: { name: string } }[] }>('/api/cases')
    caseId = body.items.find(({ person }) => person.name === 'Gràzia Ondèi')?.id ?? ''
  })
  afterAll(() => service.close())

  test('the acts of a case can be read and had as files by its body and its Chamber, and by nobody else', async () => {
    const chamber = await service.as('chamber-bergamo')
    const { body: record } = await officer.get<{ documents: { id: string; title: string; opens: boolean; attestationId?: string }[] }>(
      `/api/cases/${caseId}`,
    )
    const opening = record.documents.filter(({ opens }) => opens)
    const wordsOf = (title: string) => title.split(' ').slice(0, 2).join(' ')
    expect(opening.map(({ title }) => wordsOf(title))).toEqual(['Atto di', "Convocazione all'esame", 'Dichiarazioni di', "Verbale d'esame"])
    expect(record.documents.filter(({ attestationId }) => attestationId !== undefined)).toHaveLength(1)
    const [appointment, , , minutes] = opening.map(({ id }) => `/api/cases/${caseId}/documents/${id}`)
    const others = await Promise.all(['officer-cpi-lecco', 'chamber-como-lecco', 'region-1', 'president-1'].map((sub) => service.as(sub)))

    for (const browser of [officer, chamber]) {
      expect((await browser.get(appointment ?? '')).body).toMatchObject({
        forms: ['text', 'sealed', 'pdf'],
        titleByLanguage: { en: expect.stringMatching(/^Appointment \d/) },
        commission: { members: [{}, {}] },
      })
      const { body: read } = await browser.get<{ lines: string[]; sealed: { payload: object } }>(minutes ?? '')
      expect(read).toMatchObject({
        forms: ['text', 'sealed', 'pdf'],
        lines: expect.arrayContaining([expect.stringContaining('la seduta è valida')]),
        signed: {
          signedBy: { name: 'Agnese Corti Valdimà', role: 'presidente' },
          present: [{ role: 'presidente' }, { name: 'Tòmmaso Fontanèlla', role: 'esperto' }],
          sealedBy: 'Camera di commercio di Bergamo (dimostrativa)',
        },
        case: { state: 'rilasciato', body: 'Orobie Formazione e Lavoro' },
      })
      expect(JSON.stringify(read.sealed.payload)).not.toContain('Ondèi')
      const text = await browser.get<string>(`${minutes}/text`)
      expect(text.headers.get('content-disposition')).toMatch(/^attachment; filename="verbale-IVC-[\d-]+\.txt"$/)
      expect(text.body).toMatch(/^Verbale d'esame VERB-/)
      expect(text.body).toMatch(
        /Firmato da Agnese Corti Valdimà \(presidente\) il \d.* alle ore 11:00 \(ora di Roma\)\.\n\nFirmato da Tòmmaso Fontanèlla \(esperto\) il .*\n\nChiuso da Agnese Corti Valdimà .*\n\nLa decisione è sigillata da Camera .* alle ore 11:00 \(ora di Roma\)\.\n$/,
      )
      for (const path of [appointment, minutes]) {
        const file = await browser.get<string>(`${path}/sealed`)
        expect(file.headers.get('content-type')).toBe('application/vc+jwt')
        expect(parseCompact(file.body).header).toMatchObject({ alg: 'ES256', kid: expect.stringContaining('camera-bergamo') })
      }
      const act = await browser.get<string>(`${appointment}/text`)
      expect(act.headers.get('content-disposition')).toMatch(/^attachment; filename="nomina-IVC-[\d-]+\.txt"$/)
      expect(act.body).toMatch(/^Atto di nomina \d+\/\d{4}\n\nCon questo atto Camera di commercio di Bergamo/)
      expect(act.body).toContain('Membri: Agnese Corti Valdimà (presidente), Tòmmaso Fontanèlla (esperto).')
      expect(act.body).not.toContain('Ondèi')
    }
    for (const browser of others) {
      for (const path of [appointment, minutes, `${appointment}/text`, `${appointment}/sealed`, `${minutes}/text`, `${minutes}/sealed`]) {
        expect(await browser.get(path ?? '')).toMatchObject({ status: 404, body: { code: 'document.unknown' } })
      }
    }
  })

  test('a member has the signed minutes and the sealed decision as files; nobody else has, and nobody before the signature', async () => {
    const idOf = async (state: string) =>
      (await service.pool.query<{ id: string }>('SELECT id FROM sitting WHERE state = $1 ORDER BY id', [state])).rows[0]?.id
    const closed = await idOf('closed')
    const president = await service.as('president-1')
    const { body } = await president.get<{ decisions: { id: string }[]; minutes: object }>(`/api/sittings/${closed}`)
    expect(body).toMatchObject({
      minutes: { signed: { signedBy: { name: 'Agnese Corti Valdimà', role: 'presidente' }, signedAt: expect.stringMatching(/Z$/) } },
      decisions: [{ body: 'Orobie Formazione e Lavoro', caseIds: [expect.any(String)] }],
    })
    const decision = `/api/sittings/${closed}/decisions/${body.decisions[0]?.id}`
    const text = await president.get<string>(`/api/sittings/${closed}/minutes`)
    expect(text.headers.get('content-disposition')).toMatch(/^attachment; filename="verbale-VERB-[\d-]+\.txt"$/)
    expect(text.body).toContain('Firmato da Agnese Corti Valdimà (presidente)')
    const sealed = await president.get<string>(decision)
    expect(sealed.headers.get('content-type')).toBe('application/vc+jwt')
    expect(parseCompact(sealed.body).header).toMatchObject({ kid: expect.stringContaining('camera-bergamo') })
    for (const stranger of [officer, await service.as('expert-2')]) {
      for (const path of [`/api/sittings/${closed}/minutes`, decision]) {
        expect(await stranger.get(path)).toMatchObject({ status: 404, body: { code: 'sitting.unknown' } })
      }
    }
    const early = await president.get(`/api/sittings/${await idOf('convened')}/minutes`)
    expect(early).toMatchObject({ status: 404, body: { code: 'document.unknown' } })
  })
})
