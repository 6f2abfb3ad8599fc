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

type Figure = 'ob3IssueRatio' | 'ob3VerifyRatio' | 'ob3UnseenIssueRatio' | 'ob3UnseenVerifyRatio'

const CONTROLLER = 'did:web:attestati.example:org:orobie'
const CREATED = '2026-03-01T09:00:00Z'

/** More shapes than ours remembers: when the first comes again, it is as strange as the first time. */
const UNSEEN = 1024
let strange = 0

/**
 * Open Badge 3.0 under `ecdsa-rdfc-2019`: issue and verify, ours against @digitalbazaar/vc, each verifying the other's first. Of one shape,
 * which ours remembers from the third document on; and `Unseen`, each of a shape that was never there.
 */
export async function benchOpenBadge(): Promise<Record<Figure, number>> {
  const key = await EcdsaMultikey.generate({ curve: 'P-256', id: `${CONTROLLER}#ec`, controller: CONTROLLER })
  const signer = throwawaySigner({ jwk: await EcdsaMultikey.toJwk({ keyPair: key, secretKey: true }) })
  const documentLoader = await loaderFor(key)

  const ours = (document: JsonObject) =>
    signDocument({ document, suite: 'ecdsa-rdfc-2019', signer, verificationMethod: key.id, created: CREATED })
  const theirs = (credential: JsonObject) =>
    vc.issue({
      credential,
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

  const fromTheirs = parseStrictJson(new TextEncoder().encode(JSON.stringify(await theirs(badgeOf(1)))))
  if (!isObject(fromTheirs)) throw new Error('the reference library made no object')
  await verifyOurs(fromTheirs)
  await verifyTheirs(await ours(badgeOf(1)))
  const unseen = () => ofOwnShape(strange++ % UNSEEN)
  const signed: JsonObject[] = []
  for (let n = 0; n < UNSEEN; n += 1) signed.push(await ours(ofOwnShape(n)))
  const next = () => signed[strange++ % UNSEEN] ?? fromTheirs
  return {
    ob3IssueRatio: await compare({ ours: (n) => ours(badgeOf(n)), theirs: (n) => theirs(badgeOf(n)) }),
    ob3VerifyRatio: await compare({ ours: () => verifyOurs(fromTheirs), theirs: () => verifyTheirs(fromTheirs) }),
    ob3UnseenIssueRatio: await compare({ ours: () => ours(unseen()), theirs: () => theirs(unseen()) }),
    ob3UnseenVerifyRatio: await compare({ ours: () => verifyOurs(next()), theirs: () => verifyTheirs(next()) }),
  }
}

/** A badge like the others; numbers belong to the shape, since RDF writes each in its own way. */
function ofOwnShape(n: number): JsonObject {
  const { credentialSubject, ...badge } = badgeOf(n)
  return { ...badge, credentialSubject: { ...(credentialSubject as JsonObject), creditsEarned: 1000 + n } }
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
