import { AttestaError } from '../../credential/errors.ts'

/** Whether an organisation has a key to sign with now. */
export async function hasKey({ slug, signerFor }: { slug: string; signerFor: (slug: string) => Promise<unknown> }): Promise<boolean> {
  return signerFor(slug).then(() => true, noKey)
}

function noKey(error: unknown): false {
  if (error instanceof AttestaError && error.code === 'keystore.no-key') return false
  throw error
}
