/** What a service or the page itself says went wrong: a stable code, and the sentences that came with it (RFC 9457). */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>
  /** Field that the sentence belongs beside, where the service names one. */
  readonly field?: string
  readonly sentences: Sentences

  constructor({ code, status = 0, facts = {}, field, sentences = {} }: ProblemInput, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.facts = facts
    this.sentences = sentences
    if (field !== undefined) this.field = field
  }
}

export interface Sentences {
  readonly it?: string
  readonly en?: string
  readonly next?: { readonly it?: string; readonly en?: string }
}

interface ProblemInput {
  readonly code: string
  readonly status?: number
  readonly facts?: Readonly<Record<string, unknown>>
  readonly field?: string
  readonly sentences?: Sentences
}

/** Reads a `problem+json` answer; an answer that is none (a proxy's page) becomes `internal`. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (!isObject(body) || typeof body.code !== 'string') return new Problem({ code: 'internal', status: response.status })
  return new Problem({
    code: body.code,
    status: response.status,
    facts: isObject(body.facts) ? body.facts : body,
    sentences: body as Sentences,
    ...(typeof body.field === 'string' ? { field: body.field } : {}),
  })
}

/** Whatever was thrown, as a problem: a refusal with a code keeps it, a lost connection is told apart from a fault of ours. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) return new Problem({ code: 'network.lost' })
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string')
    return new Problem(
      { code: thrown.code, ...('facts' in thrown && isObject(thrown.facts) ? { facts: thrown.facts } : {}) },
      { cause: thrown },
    )
  return new Problem({ code: 'internal' }, { cause: thrown })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
