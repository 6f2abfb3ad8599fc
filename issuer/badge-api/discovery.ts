import { operations } from './operations.ts'
import { BASE, PATHS } from './paths.ts'
import { DESCRIPTIONS } from './scopes.ts'

/** The service description (Open Badges 3.0 §6.3): what there is, and where a platform registers and asks. */
export function serviceDescription({ issuerUrl, name }: { issuerUrl: string; name: string }): Record<string, unknown> {
  const at = (path: string) => `${issuerUrl}${path}`
  return {
    openapi: '3.0.1',
    info: {
      title: name,
      version: '3.0',
      description: 'The badges of a person, for a platform that the person lets in (Open Badges 3.0).',
      termsOfService: at('/privacy'),
      'x-imssf-image': at('/oid4vci/attestato.svg'),
      'x-imssf-privacyPolicyUrl': at('/privacy'),
    },
    servers: [{ url: at(BASE) }],
    paths: operations,
    components: {
      securitySchemes: {
        OAuth2ACG: {
          type: 'oauth2',
          description: 'OAuth 2.0 Authorization Code Grant authorization',
          'x-imssf-name': name,
          'x-imssf-privacyPolicyUrl': at('/privacy'),
          'x-imssf-termsOfServiceUrl': at('/privacy'),
          'x-imssf-registrationUrl': at(PATHS.register),
          flows: {
            authorizationCode: {
              authorizationUrl: at(PATHS.authorize),
              tokenUrl: at(PATHS.token),
              refreshUrl: at(PATHS.token),
              scopes: DESCRIPTIONS,
            },
          },
        },
      },
      schemas: {},
    },
  }
}
