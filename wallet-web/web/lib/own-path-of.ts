/** The page «Il mio percorso» of the service whose body this DID names; undefined where it names no host, or anything beside one. */
export function ownPathOf(did: string | undefined): string | undefined {
  const [, host, port] = /^did:web:([a-z0-9.-]+)(?:%3A(\d{1,5}))?:org:/.exec(did ?? '') ?? []
  if (host === undefined) return undefined
  const scheme = host === 'localhost' || host === '127.0.0.1' ? 'http' : 'https'
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}/il-mio-percorso`
}
