import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Trust } from '../credential/verify/world.ts'

const anchors = z.array(
  z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    /** `region`: may recognise others. `issuer`: its own documents are believed. */
    kind: z.enum(['region', 'issuer']),
    from: z.iso.datetime().optional(),
    until: z.iso.datetime().optional(),
  }),
)

/**
 * Whom an installation trusts: what the file says, and nobody without one (design.md §3).
 *
 * @throws Error with a sentence when the file cannot be read or is not of the form `[{id, name, kind}]`
 */
export async function readTrustAnchors(file: string | undefined): Promise<Trust> {
  if (file === undefined) return { issuers: [], sealRoots: [] }
  const parsed = anchors.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`The trust anchors in ${file} are not of the form [{id, name, kind}].`)
  return {
    issuers: parsed.data.map(({ id, name, kind, from, until }) => ({
      id,
      name,
      ...(kind === 'region' ? { kinds: ['recognition' as const] } : {}),
      from: from ?? '1970-01-01T00:00:00Z',
      ...(until === undefined ? {} : { until }),
    })),
    sealRoots: [],
  }
}
