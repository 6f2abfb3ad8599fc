/** What a scanned or pasted text is for. */
export type Purpose =
  | { readonly kind: 'offer'; readonly parameters: URLSearchParams }
  | { readonly kind: 'request'; readonly parameters: URLSearchParams }
  | { readonly kind: 'share' }
  | { readonly kind: 'unknown' }

/**
 * Sorts what the camera or the clipboard gave: an offer to receive, a request to show, or a share link, which is for those who
 * verify. Custom schemes and https links with the same parameters mean the same (OpenID4VCI 1.0 §4.1, OpenID4VP 1.0 §5.1).
 */
export function sortText(text: string): Purpose {
  const trimmed = text.trim()
  if (!URL.canParse(trimmed)) return { kind: 'unknown' }
  const url = new URL(trimmed)
  const parameters = parametersOf(url)
  if (parameters.has('credential_offer') || parameters.has('credential_offer_uri')) return { kind: 'offer', parameters }
  if (parameters.has('request_uri') || parameters.has('request')) return { kind: 'request', parameters }
  if (/^\/c\/[A-Za-z0-9_-]{22}$/.test(url.pathname) && url.hash.length > 1) return { kind: 'share' }
  return { kind: 'unknown' }
}

/** Of the query, or of a hash route such as `#/ricevi?…`. */
function parametersOf({ search, hash }: URL): URLSearchParams {
  const at = hash.indexOf('?')
  return new URLSearchParams(search.length > 1 ? search : at === -1 ? '' : hash.slice(at))
}
