import { SCOPE, type Scope } from './scopes.ts'

const told = (description: string) => ({ description })
const refused = { default: told('An Imsx_StatusInfo that says why not.') }

function operation({ id, summary, scope, responses }: { id: string; summary: string; scope?: Scope; responses: Record<string, object> }) {
  const security = scope === undefined ? {} : { security: [{ OAuth2ACG: [scope] }] }
  return { operationId: id, summary, tags: ['OpenBadgeCredentials'], ...security, responses: { ...responses, ...refused } }
}

const query = (name: string, schema: object) => ({ name, in: 'query', required: false, schema })

/** What can be asked for, for the service description. */
export const operations = {
  '/discovery': {
    get: operation({ id: 'getServiceDescription', summary: 'This description.', responses: { 200: told('This description.') } }),
  },
  '/credentials': {
    get: {
      ...operation({
        id: 'getCredentials',
        summary: 'The badges of the person, page by page.',
        scope: SCOPE.readCredentials,
        responses: { 200: told('credential: badges with a proof inside; compactJwsString: badges inside a proof.') },
      }),
      parameters: [
        query('limit', { type: 'integer', minimum: 1 }),
        query('offset', { type: 'integer', minimum: 0 }),
        query('since', { type: 'string', format: 'date-time' }),
      ],
    },
    post: operation({
      id: 'upsertCredential',
      summary:
        'Hands in a badge: application/json, application/vc+ld+json or application/vc with a proof inside, text/plain a compact JWS.',
      scope: SCOPE.upsertCredential,
      responses: { 200: told('It took the place of an older one.'), 201: told('It is kept.') },
    }),
  },
  '/profile': {
    get: operation({
      id: 'getProfile',
      summary: 'Who the person is.',
      scope: SCOPE.readProfile,
      responses: { 200: told('The profile.') },
    }),
    put: operation({
      id: 'putProfile',
      summary: 'Changes what the profile says beside name and e-mail address.',
      scope: SCOPE.updateProfile,
      responses: { 200: told('The profile as it is now.') },
    }),
  },
} as const
