import { deepStrictEqual, strictEqual } from 'node:assert'
import { resolveDid } from '../../credential/did/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { type Family, readVector, runFamily } from './family.ts'

interface DidKeyCase {
  readonly id: string
  readonly did: string
  readonly expect: 'resolves' | 'invalidDid' | 'methodNotSupported' | 'invalidPublicKeyLength'
  readonly assertionMethod?: string
}

const file = 'w3c/did-key/cases.json'

const codes = { invalidDid: 'did.malformed', methodNotSupported: 'did.method-unsupported', invalidPublicKeyLength: 'did.key-length' }

/** did:key identifiers, and the error that each malformed one must give. The derived encryption key is not offered here, by choice. */
export async function didKey(): Promise<Family> {
  const cases = readVector<DidKeyCase[]>(file).map((vector) => ({ path: `${file}#${vector.id}`, run: () => runCase(vector) }))
  return runFamily({ name: 'did:key', cases })
}

async function runCase({ did, expect, assertionMethod }: DidKeyCase): Promise<void> {
  const resolved = await resolveDid(did, { fetch: () => Promise.reject(new Error('nothing is fetched for a did:key')) }).catch(
    (error: unknown) => error,
  )
  if (expect !== 'resolves') {
    strictEqual(resolved instanceof AttestaError ? resolved.code : undefined, codes[expect])
    return
  }
  if (resolved instanceof Error) throw resolved
  deepStrictEqual(JSON.parse(JSON.stringify(resolved)).verificationMethods[0].id, assertionMethod)
}
