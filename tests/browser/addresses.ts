/** Where the product under test lives (set by start-product.ts under the names of the settings). */
export function addresses() {
  return { issuer: setting('ISSUER_URL'), verifier: setting('VERIFIER_URL'), wallet: setting('WALLET_URL'), oidc: setting('OIDC_ISSUER') }
}

export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run these tests with tests/browser/playwright.config.ts`)
  return value
}
