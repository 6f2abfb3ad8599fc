import { type Asked, LANGUAGE, languageChosen } from '../../http/page/language.ts'

/** In the address of a page that was left for the login: whoever comes back without being known there is not sent again. */
const RETURNED = 'accesso'

/** Where a person logs in who asked for a page that must know whose it is; they come back to it in the language that they chose. */
export function loginAddress(path: string, asked: Asked): string {
  const language = languageChosen(asked)
  const query = new URLSearchParams({ [RETURNED]: '1', ...(language === undefined ? {} : { [LANGUAGE]: language }) })
  return `/auth/login?return=${encodeURIComponent(`${path}?${query}`)}`
}

export function isBackFromLogin({ query }: { readonly query: unknown }): boolean {
  return (query as Record<string, unknown>)[RETURNED] !== undefined
}
