export type Language = 'it' | 'en'

/** In the address of a served page: the language that the person chose there. */
export const LANGUAGE = 'lingua'

export interface Asked {
  readonly url?: string | undefined
  readonly headers: { readonly 'accept-language'?: string | undefined }
}

/** Language of sentences that the service writes itself: the one chosen on the page; else Italian, unless English is asked for first. */
export function languageOf({ url, headers }: Asked): Language {
  return languageChosen({ url }) ?? (headers['accept-language']?.trim().toLowerCase().startsWith('en') === true ? 'en' : 'it')
}

/** The one chosen on the page, if any was. */
export function languageChosen({ url }: Pick<Asked, 'url'>): Language | undefined {
  const chosen = queryOf({ url }).get(LANGUAGE)
  return chosen === 'it' || chosen === 'en' ? chosen : undefined
}

/** Where the same page stands in the other language; relative, so that an address which is a secret is not written into its page. */
export function otherLanguageHref(asked: Asked): string {
  const query = queryOf(asked)
  query.set(LANGUAGE, languageOf(asked) === 'it' ? 'en' : 'it')
  return `?${query}`
}

function queryOf({ url = '' }: Pick<Asked, 'url'>): URLSearchParams {
  return new URLSearchParams(url.split('?').slice(1).join('?'))
}
