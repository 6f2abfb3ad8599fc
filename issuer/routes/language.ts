import type { FastifyRequest } from 'fastify'

export type Language = 'it' | 'en'

/** Language of sentences that the service writes itself; Italian unless English is asked for first. */
export function languageOf(request: FastifyRequest): Language {
  return request.headers['accept-language']?.trim().toLowerCase().startsWith('en') === true ? 'en' : 'it'
}
