interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string }
}

let policy: ReturnType<Policies['createPolicy']> | undefined

/**
 * A worker script's address as Trusted Types want it (`require-trusted-types-for 'script'`): only files of our own origin pass.
 * The policy's name, `attesta-worker`, must be among those that the `trusted-types` directive allows.
 */
export function trustedWorkerUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  if (trustedTypes === undefined) return ownScript(url)
  policy ??= trustedTypes.createPolicy('attesta-worker', { createScriptURL: ownScript })
  return policy.createScriptURL(url)
}

function ownScript(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError('A worker script of another origin')
  return url
}
