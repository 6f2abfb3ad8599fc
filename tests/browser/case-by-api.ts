import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { addresses } from './addresses.ts'

export interface Evidence {
  readonly class: string
  readonly title: string
  readonly bytes: Uint8Array
}

export interface NewCase {
  readonly person: { readonly givenName: string; readonly familyName: string; readonly birthDate: string; readonly taxCode: string }
  readonly province: string
  readonly competences: readonly string[]
  readonly evidence: readonly Evidence[]
}

interface File {
  readonly version: number
  readonly experiences: readonly { readonly id: string }[]
}

/**
 * A case that the officer who is logged in on the page takes from the counter through the dossier, by the console's own API: what
 * first-case.spec.ts does by hand. Acts are done one by one with what is returned.
 */
export async function writeCase(page: Page, { person, province, competences, evidence }: NewCase) {
  const { csrf } = await get<{ csrf: string }>('me')
  const { id: caseId } = await post<{ id: string }>('cases', {
    person,
    province,
    context: 'lavoro',
    reception: {
      metOn: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date()),
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei che quello che so fare valesse.',
      informed: true,
    },
  })

  async function get<Answer>(path: string): Promise<Answer> {
    const answer = await page.request.get(`${addresses().issuer}/api/${path}`)
    return answer.json()
  }

  async function post<Answer>(path: string, data: object): Promise<Answer> {
    const answer = await page.request.post(`${addresses().issuer}/api/${path}`, {
      headers: { 'x-csrf-token': csrf, 'idempotency-key': randomUUID() },
      data,
    })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }

  const file = () => get<File>(`cases/${caseId}/file`)
  /** One act on the case as it is now. */
  const act = async (name: string, input: object = {}) => post(`cases/${caseId}/${name}`, { version: (await file()).version, ...input })

  await act('begin-identification')
  await act('experience', { experience: { context: 'lavoro', title: 'Impiegata', from: '2019-01-01', until: '2024-12-31', hours: 900 } })
  await act('competences', { choice: { competences } })
  const [experience] = (await file()).experiences
  const chosen = (await get<{ competences: readonly { id: string }[] }>(`cases/${caseId}`)).competences.map(({ id }) => id)
  for (const competenceId of chosen) {
    await act('support', { competenceId, supports: [{ experienceId: experience?.id, strength: 'piena' }] })
  }
  for (const { bytes, ...piece } of evidence) {
    await act('evidence', { ...piece, experienceId: experience?.id, content: Buffer.from(bytes).toString('base64') })
  }
  return { caseId, competences: chosen, act }
}

/** The application, and its answer. */
export async function admit({ act }: Awaited<ReturnType<typeof writeCase>>): Promise<void> {
  await act('release-transparency')
  await act('file-application')
  await act('decide-application', { admitted: true, reason: 'Le evidenze e le competenze scelte vanno insieme.' })
}

/** Plans the assessment; `held` makes its day come. */
export async function validate(
  { act, competences }: Awaited<ReturnType<typeof writeCase>>,
  { held }: { readonly held: () => Promise<unknown> },
): Promise<void> {
  const interviewAt = new Date(Date.now() + 3_600_000).toISOString()
  await act('plan-assessment', { plan: { interviewAt, place: 'Bergamo', methods: ['colloquio'], mode: 'presential' } })
  await held()
  for (const competenceId of competences) {
    await act('validate', { competenceId, validated: true, reason: 'Il colloquio mostra la competenza.' })
  }
  await act('release-validation')
}
