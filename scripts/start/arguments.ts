export interface StartArguments {
  /** Name under which other machines reach this one; absent for `localhost`. */
  readonly host?: string
}

/** @throws Error with one sentence for what is not understood */
export function readArguments(words: readonly string[]): StartArguments {
  const [first, second, ...rest] = words
  if (first === undefined) return {}
  const host = first.startsWith('--host=') ? first.slice('--host='.length) : first === '--host' ? second : undefined
  const used = first.startsWith('--host=') ? 1 : 2
  if (host === undefined || words.length > used || rest.length > 0) {
    throw new Error('npm start takes one option: npm start -- --host NAME (see docs/phone.md).')
  }
  if (!/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host)) {
    throw new Error(`"${host}" is not a host name with a dot, such as attesta.home.arpa: a phone must be able to look it up.`)
  }
  return { host: host.toLowerCase() }
}
