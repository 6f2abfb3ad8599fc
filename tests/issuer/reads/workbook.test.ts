import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { Workbook } from '../../../issuer/reads/dashboard/read-workbook.ts'
import { DIMENSIONS } from '../../../issuer/reads/dashboard/splits.ts'
import { writeWorkbook } from '../../../issuer/reads/dashboard/write-workbook.ts'

const HOSTILE = ['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '<c t="str"><f>1+1</f></c>', 'a & b "c"']
const figures = { bodies: 4, started: 5, commissions: 2, released: 1 }
const workbook: Workbook = {
  period: { from: '2026-01-01', until: '2026-12-31' },
  figures: { now: figures, before: figures },
  durations: [
    { phase: 'validazione', ended: 3, medianDays: 4.5, stopped: 1 },
    { phase: 'esame', ended: 0, stopped: 0 },
  ],
  ratings: {
    bodies: [{ body: HOSTILE[0] ?? '', answers: 5, explained: 4.4, helped: 4, phases: [] }],
    phases: [],
    months: [],
    from: '2026-01',
    until: '2026-12',
  },
  strange: [
    {
      caseId: '00000000-0000-4000-8000-000000000000',
      kind: 'late',
      number: 'PR-2026-000001',
      state: 'ammessa',
      stateWord: 'domanda ammessa',
      province: 'BG',
      bodyId: '00000000-0000-4000-8000-000000000001',
      body: HOSTILE[1] ?? '',
      since: '2026-10-01',
      due: '2026-11-30',
      daysLate: 3,
    },
  ],
  splits: DIMENSIONS.map((by) => ({
    by,
    split:
      by === 'month'
        ? [{ ...figures, value: '2026-03' }]
        : by === 'eqf'
          ? [{ ...figures, value: '4' }]
          : HOSTILE.map((value) => ({ value, bodies: 1, started: 1, commissions: 7, released: 0 })),
  })),
}

/** A file of the archive by its name, and the texts that its cells share. */
async function opened(language: 'it' | 'en') {
  const files = unzipSync(await writeWorkbook(workbook, language))
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const names = [...read('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) => match[1])
  const texts = [...read('xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) => match[1])
  const sheet = (name: string) => read(`xl/worksheets/sheet${names.indexOf(name) + 1}.xml`)
  return { files, names, texts, sheet, read }
}

test('has a sheet for each way of telling the figures apart, named and headed in the language asked for', async () => {
  const { names, texts, sheet } = await opened('it')
  for (const head of ['Enti abilitati', 'Attività avviate', 'Commissioni nominate', 'Attestati rilasciati']) expect(texts).toContain(head)
  expect(texts).toContain('Risposte dei mesi interi 01/2026 - 12/2026')
  expect(sheet('Settore').match(/<v>7<\/v>/g)).toHaveLength(HOSTILE.length + 1) // and once as the place of a shared text
  expect(names).toHaveLength(DIMENSIONS.length + 4)
  expect(names).toEqual(expect.arrayContaining(['Cifre', 'Provincia', 'Mese', 'Durata delle fasi', 'Da guardare']))
  expect(texts).toEqual(expect.arrayContaining(['Attestati rilasciati', 'Fase oltre il termine', 'Bergamo']))
  const english = await opened('en')
  expect(english.names).toEqual(expect.arrayContaining(['Figures', 'Province', 'Month']))
  expect(english.texts).toContain('Certificates released')
})

test('numbers are numbers, months and days are days', async () => {
  const { sheet, read } = await opened('it')
  /** Days since 1899-12-30, as Excel counts. */
  const serial = (day: string) => String(Date.parse(day) / 86_400_000 + 25_569)
  expect(sheet('Mese')).toMatch(new RegExp(`<v>${serial('2026-03-01')}</v>`))
  expect(sheet('Da guardare')).toMatch(new RegExp(`<v>${serial('2026-11-30')}</v>`))
  expect(sheet('Durata delle fasi')).toContain('<v>4.5</v>')
  expect(read('xl/styles.xml')).toMatch(/formatCode="dd\/mm\/yyyy"/)
})

test('what somebody wrote is never a formula', async () => {
  const { files, texts } = await opened('it')
  for (const [name, bytes] of Object.entries(files)) {
    if (name.startsWith('xl/worksheets/')) expect([name, /<f[ >/]/.test(strFromU8(bytes))]).toEqual([name, false])
  }
  for (const value of HOSTILE.slice(0, 4)) expect(texts).toContain(value)
})
