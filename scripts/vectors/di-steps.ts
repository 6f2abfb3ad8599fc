import { strictEqual } from 'node:assert'
import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { encode } from '../../credential/base64url.ts'
import { hashData } from '../../credential/data-integrity/hash-data.ts'
import { canonize, signDocument, verifyProofs } from '../../credential/data-integrity/index.ts'
import { parseProofs } from '../../credential/data-integrity/proof.ts'
import { formOf } from '../../credential/data-integrity/suites.ts'
import { decodeBase58 } from '../../credential/did/base58.ts'
import { canonicalize, type JsonObject } from '../../credential/json/index.ts'
import { didKeyOnly } from './di-mutations.ts'
import { type Case, type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { selectiveSteps } from './selective-steps.ts'
import { testContexts } from './test-contexts.ts'
import { throwawaySigner } from './throwaway-signer.ts'

const folder = 'w3c/di-spec'
const SUITES = [
  'eddsa/eddsa-rdfc-2022',
  'eddsa/eddsa-jcs-2022',
  'ecdsa/ecdsa-rdfc-2019-p256',
  'ecdsa/ecdsa-rdfc-2019-p384',
  'ecdsa/ecdsa-rdfc-2019-p384-employ',
  'ecdsa/ecdsa-jcs-2019-p256',
  'ecdsa/ecdsa-jcs-2019-p384',
]

/** Every intermediate value that the cryptosuite specifications print, and the signature itself where it is reproducible. */
export async function diSteps(): Promise<Family> {
  const steps = SUITES.flatMap((suite) => stepsOf(`${folder}/${suite}`))
  const sets = ['signedProofSet1.json', 'signedProofSet2.json'].map((file) => `${folder}/eddsa/proof-set-chain/${file}`)
  const cases = [...steps, ...sets.map((path) => ({ path, run: () => verify(readVector(path)) })), ...selectiveSteps()]
  return runFamily({ name: 'Data Integrity, step by step', cases })
}

function stepsOf(path: string): Case[] {
  const files = readdirSync(vectorUrl(path))
  const find = (prefix: string) => `${path}/${files.find((file) => file.startsWith(prefix)) ?? prefix}`
  const { proof: _, ...document } = readVector<JsonObject>(find('signed'))
  const options = readVector<JsonObject>(find('proofConfig'))
  const [{ proof }] = parseProofs(readVector<JsonObject>(find('signed'))) as [ReturnType<typeof parseProofs>[number]]
  const suite = proof.suite
  const hash = path.includes('p384') ? 'SHA-384' : 'SHA-256'
  const write = (value: JsonObject) =>
    formOf(suite) === 'jcs' ? Promise.resolve(canonicalize(value)) : canonize(value, { contexts: testContexts, hash })
  const cases: Case[] = [
    { path: find('canonDoc'), run: async () => strictEqual(await write(document), text(find('canonDoc'))) },
    { path: find('proofCanon'), run: async () => strictEqual(await write(options), text(find('proofCanon'))) },
    {
      path: find('combinedHash'),
      run: async () => {
        const data = await hashData({ document, options, suite, hash, contexts: testContexts })
        strictEqual(Buffer.from(data).toString('hex'), text(find('combinedHash')).trim())
      },
    },
    { path: find('signed'), run: () => verify(readVector(find('signed'))) },
  ]
  if (!suite.startsWith('eddsa')) return cases
  return [...cases, { path: find('sigBTC58'), run: async () => strictEqual(await signAgain({ document, options }), proof.proofValue) }]
}

/** Ed25519 signatures are the same each time. */
async function signAgain({ document, options }: Record<'document' | 'options', JsonObject>): Promise<string> {
  const { publicKeyMultibase, privateKeyMultibase } = readVector<Record<string, string>>(`${folder}/eddsa/keyPair.json`)
  const { x = '' } = await didKeyOnly(`#${publicKeyMultibase}`)
  const d = encode(decodeBase58((privateKeyMultibase ?? '').slice(1)).subarray(2))
  const jwk = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' }).export({ format: 'jwk' })
  const suite = options.cryptosuite === 'eddsa-jcs-2022' ? 'eddsa-jcs-2022' : 'eddsa-rdfc-2022'
  const { verificationMethod, created } = options
  const signed = await signDocument({
    document,
    suite,
    signer: throwawaySigner({ alg: 'EdDSA', jwk }),
    verificationMethod: String(verificationMethod),
    created: String(created),
    contexts: testContexts,
  })
  return parseProofs(signed)[0]?.proof.proofValue ?? ''
}

async function verify(document: JsonObject): Promise<void> {
  await verifyProofs({ document, resolveKey: didKeyOnly, contexts: testContexts })
}

function text(path: string): string {
  return readFileSync(vectorUrl(path), 'utf8')
}
