/** Where the standard puts its API (Open Badges 3.0 §6); what it leaves open is below it too. */
export const BASE = '/ims/ob/v3p0'

/** For people: the page on which they see who has their permission. */
export const MY_BADGES = '/i-miei-badge'

/** Below it, by its id: an act of the person as a file. */
export const ACTS = 'attestati'

/** What of an act is handed out there, by the word in the address. */
export const ACT_FORMS = { immagine: 'open-badge-png', dati: 'open-badge', percorso: 'clr' } as const

export type ActForm = keyof typeof ACT_FORMS

export const PATHS = {
  discovery: `${BASE}/discovery`,
  credentials: `${BASE}/credentials`,
  profile: `${BASE}/profile`,
  register: `${BASE}/oauth/register`,
  authorize: `${BASE}/oauth/authorize`,
  token: `${BASE}/oauth/token`,
  revoke: `${BASE}/oauth/revoke`,
  consent: `${BASE}/oauth/consent`,
  /** RFC 8414 §3.1: the well-known part goes between host and path of the issuer. */
  metadata: `/.well-known/oauth-authorization-server${BASE}`,
} as const
