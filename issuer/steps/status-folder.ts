import type { ReservedIndex } from '../db/reserve-index.ts'

/** Address under which the lists stand that a reserved position is in, with its last `/`. */
export function statusFolder({ issuerUrl, slug, index }: { issuerUrl: string; slug: string; index: ReservedIndex }): string {
  return `${issuerUrl}/status/${slug}/${index.listNumber}/`
}
