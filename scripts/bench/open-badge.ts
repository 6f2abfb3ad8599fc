import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { cryptosuite } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { pinnedContexts } from '../../credential/contexts/index.ts'
import { signDocument, verifyProofs } from '../../credential/data-integrity/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { throwawaySigner } from '../vectors/throwaway-signer.ts'
import { compare } from './compare.ts'
import { badgeOf } from './payloads.ts'

const CONTROLLER = 'did:web:attestati.example:org:orobie'
const CREATED = '2026-03-01T09:00:00Z'

/** Open Badge 3.0 under `ecdsa-rdfc-2019`: issue and verify, ours against @digitalbazaar/vc, each verifying the other's first. */
export async function benchOpenBadge(): Promise<{ ob3IssueRatio: number; ob3VerifyRatio: number }> {
  const key = await EcdsaMultikey.generate({ curve: 'P-256', id: `${CONTROLLER}#ec`, controller: CONTROLLER })
  const signer = throwawaySigner({ jwk: await EcdsaMultikey.toJwk({ keyPair: key, secretKey: true }) })
  const documentLoader = await loaderFor(key)

  const ours = (n: number) =>
    signDocument({ document: badgeOf(n), suite: 'ecdsa-rdfc-2019', signer, verificationMethod: key.id, created: CREATED })
  const theirs = (n: number) =>
    vc.issue({
      credential: badgeOf(n),
      suite: new DataIntegrityProof({ signer: key.signer(), cryptosuite, date: CREATED }),
      documentLoader,
    })
  const verifyOurs = (document: JsonObject) => verifyProofs({ document, resolveKey: async () => signer.publicJwk })
  const verifyTheirs = async (credential: object) => {
    const result = await vc.verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader,
      checkStatus: async () => ({ verified: true }),
    })
    if (!result.verified) throw new Error('the reference library refused a badge', { cause: result.error })
  }

  const fromTheirs = parseStrictJson(new TextEncoder().encode(JSON.stringify(await theirs(1))))
  if (!isObject(fromTheirs)) throw new Error('the reference library made no object')
  await verifyOurs(fromTheirs)
  await verifyTheirs(await ours(1))
  return {
    ob3IssueRatio: await compare({ ours, theirs }),
    ob3VerifyRatio: await compare({ ours: () => verifyOurs(fromTheirs), theirs: () => verifyTheirs(fromTheirs) }),
  }
}

type Key = Awaited<ReturnType<typeof EcdsaMultikey.generate>>

async function loaderFor(key: Key): Promise<(url: string) => Promise<object>> {
  const documents = new Map<string, object>([
    [key.id, await key.export({ publicKey: true, includeContext: true })],
    [
      CONTROLLER,
      {
        '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
        id: CONTROLLER,
        assertionMethod: [key.id],
      },
    ],
  ])
  return async (url) => {
    const document = pinnedContexts.get(url) ?? documents.get(url)
    if (document === undefined) throw new Error(`no document for ${url}`)
    return { contextUrl: null, documentUrl: url, document }
  }
}
