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

/** The version of each page that was read last, by its address: it is what its screen shows. */
const shown = new Map<string, string>()

function remember(path: string, response: Response): void {
  const tag = response.headers.get('etag')
  if (tag !== null) shown.set(withoutQuery(path), tag)
}

/** The page that a write is below: whoever sends it has looked at that one, as it was read last. */
function pageOf(path: string): string | undefined {
  const pages = [...shown.keys()].filter((page) => path === page || path.startsWith(`${page}/`))
  return pages.sort((one, other) => other.length - one.length)[0]
}

/** The version of a page that its screen shows: for what is written later than it was looked at. */
export function versionShown(path: string): string | undefined {
  return shown.get(path)
}

const withoutQuery = (path: string) => path.split('?')[0] ?? path

async function refusalIn(response: Response) {
  const problem = await readProblem(response)
  if (problem.code === 'auth.required') onSessionEnd()
  return problem
}

/** Reads from the service. @throws Problem */
export async function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await patientFetch(path, { headers: { 'accept-language': language() }, ...(signal === undefined ? {} : { signal }) })
  if (!response.ok) throw await refusalIn(response)
  remember(path, response)
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
  /** The version that was looked at, where that is not the one of the page above as it was read last. */
  readonly seen?: string | undefined
}

/** Does something. @throws Problem */
export async function write<Answer>({ path, body = {}, key, method = 'POST', seen }: Write): Promise<Answer> {
  const page = pageOf(path)
  const version = seen ?? (page === undefined ? undefined : shown.get(page))
  const response = await patientFetch(path, {
    method,
    headers: {
      'accept-language': language(),
      'content-type': 'application/json',
      'x-csrf-token': csrf,
      'idempotency-key': key,
      ...(version !== undefined && { 'if-match': version }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw await refusalIn(response)
  // The page as it is now, where that is what the write is answered with; what was made anew has a page of its own.
  if (page !== undefined && response.status === 200) remember(page, response)
  return (await response.json()) as Answer
}
