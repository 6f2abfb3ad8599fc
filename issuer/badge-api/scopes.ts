const PREFIX = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/'

/** Open Badges 3.0 §6.2.1, and RFC 6749 tokens that outlive the hour. */
export const SCOPE = {
  readCredentials: `${PREFIX}credential.readonly`,
  upsertCredential: `${PREFIX}credential.upsert`,
  readProfile: `${PREFIX}profile.readonly`,
  updateProfile: `${PREFIX}profile.update`,
} as const

export type Scope = (typeof SCOPE)[keyof typeof SCOPE]

export const SCOPES: readonly Scope[] = Object.values(SCOPE)

/** For a platform that comes back by itself: without it, what was allowed lasts an hour. */
export const OFFLINE = 'offline_access'

/** As the service description tells them to programmers. */
export const DESCRIPTIONS: Readonly<Record<Scope, string>> = {
  [SCOPE.readCredentials]: 'Read the badges of the person.',
  [SCOPE.upsertCredential]: 'Hand in badges of others for the person.',
  [SCOPE.readProfile]: 'Read name, e-mail address and the rest of the profile of the person.',
  [SCOPE.updateProfile]: 'Change what the profile of the person says beside name and e-mail address.',
}
