/** Addresses of the authorization server. Only those of `ANSWERED` reach it; the others are its configuration for the code flow. */
export const MOUNTED = {
  authorization: '/oauth/authorize',
  pushed_authorization_request: '/oauth/par',
  token: '/oauth/token',
  jwks: '/oauth/jwks',
  credential: '/oauth/unused/credential',
  challenge: '/oauth/unused/challenge',
  end_session: '/oauth/unused/end-session',
}

export const ANSWERED: ReadonlySet<string> = new Set([MOUNTED.token, '/.well-known/oauth-authorization-server'])
