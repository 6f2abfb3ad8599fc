import { language } from '../../../ui/i18n.ts'
import { patientFetch } from '../../../ui/patient-fetch.ts'
import { readProblem } from '../../../ui/problem.ts'

/** The session's token against forged requests; given by /api/me, sent with every write. */
let csrf = ''

export function rememberCsrf(token: string): void {
  csrf = token
}

let onSessionEnd: () => unknown = () => undefined

/** What to do once the service answers that nobody is logged in any more. */
export function whenSessionEnds(act: () => unknown): void {
  onSessionEnd = act
}

async function refusalIn(response: Response) {
  const problem = await readProblem(response)
  if (problem.code === 'auth.required') onSessionEnd()
  return problem
}

/** Reads from the service. @throws Problem */
export async function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await patientFetch(path, { headers: { 'accept-language': language() }, ...(signal === undefined ? {} : { signal }) })
  if (!response.ok) throw await refusalIn(response)
  return (await response.json()) as Answer
}

/** Reads a file and its name from the service. @throws Problem */
export async function readFile(path: string): Promise<{ name: string; content: Blob }> {
  const response = await patientFetch(path, { headers: { 'accept-language': language() } })
  if (!response.ok) throw await refusalIn(response)
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'attesta'
  return { name, content: await response.blob() }
}

/** One page of a list. */
export interface Paged<Item> {
  readonly items: readonly Item[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

interface Write {
  readonly path: string
  readonly body?: unknown
  /** One key per intention: the same click sent twice, or again after a lost answer, is done once. */
  readonly key: string
  readonly method?: 'POST' | 'PUT'
}

/** Does something. @throws Problem */
export async function write<Answer>({ path, body = {}, key, method = 'POST' }: Write): Promise<Answer> {
  const response = await patientFetch(path, {
    method,
    headers: {
      'accept-language': language(),
      'content-type': 'application/json',
      'x-csrf-token': csrf,
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw await refusalIn(response)
  return (await response.json()) as Answer
}
