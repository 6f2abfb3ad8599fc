/** `did:web` of an organisation of this issuer (did:web §3.2: the port's colon is percent-encoded). */
export function didOf({ issuerUrl, slug }: { issuerUrl: string; slug: string }): string {
  return `did:web:${encodeURIComponent(new URL(issuerUrl).host)}:org:${slug}`
}
