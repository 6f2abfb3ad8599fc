import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseDateTime } from '../credential/time.ts'
import type { Trust } from '../credential/verify/world.ts'

/** As strict as the checks that will read it: what is refused there must not be taken here. */
const instant = z.string().refine((text) => {
  try {
    return parseDateTime(text) instanceof Date
  } catch {
    return false
  }
})

const anchors = z.array(
  z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    /** `region`: may recognise others. `issuer`: its own documents are believed. */
    kind: z.enum(['region', 'issuer']),
    from: instant.optional(),
    until: instant.optional(),
    /** From then on nothing signed by it is believed, whatever date it bears. */
    compromisedAt: instant.optional(),
  }),
)

/**
 * Whom an installation trusts: what the file says, and nobody without one (design.md §3).
 *
 * @throws Error with a sentence when the file cannot be read or is not of the form `[{id, name, kind}]`
 */
export async function readTrustAnchors(file: string | undefined, seals: Omit<Trust, 'issuers'> = { sealRoots: [] }): Promise<Trust> {
  if (file === undefined) return { issuers: [], ...seals }
  const parsed = anchors.safeParse(await readJson(file))
  if (!parsed.success) {
    const [where] = parsed.error.issues
    throw new Error(`Setting TRUST_ANCHORS: ${file} is not of the form [{id, name, kind}], at ${where?.path.join('.') || 'its beginning'}.`)
  }
  return {
    issuers: parsed.data.map(({ id, name, kind, from, until, compromisedAt }) => ({
      id,
      name,
      ...(kind === 'region' ? { kinds: ['recognition' as const] } : {}),
      from: from ?? '1970-01-01T00:00:00Z',
      ...(until === undefined ? {} : { until }),
      ...(compromisedAt === undefined ? {} : { compromisedAt }),
    })),
    ...seals,
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw new Error(`Setting TRUST_ANCHORS: ${file} cannot be read as JSON.`)
  }
}
