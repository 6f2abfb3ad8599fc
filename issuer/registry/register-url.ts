/** Address of the register in which an organisation tells which of its recognitions it withdrew. Sealed into each of them, so it never changes. */
export function registerUrl({ issuerUrl, slug }: { issuerUrl: string; slug: string }): string {
  return `${issuerUrl}/org/${slug}/withdrawals`
}
