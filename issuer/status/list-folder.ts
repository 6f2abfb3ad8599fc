/** Address under which all forms of a list stand, with its last `/`. A decision commits to it, so it is written in this one place. */
export function listFolder({ issuerUrl, slug, number }: { issuerUrl: string; slug: string; number: number }): string {
  return `${issuerUrl}/status/${slug}/${number}/`
}
