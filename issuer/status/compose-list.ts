import type { Signer } from '../../credential/crypto/port.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { signCompact } from '../../credential/jose/index.ts'
import { composeBitstringList, composeTokenStatusList, STATUS_LIST_JWT, TOKEN_WORDS } from '../../credential/status/index.ts'
import { formatDateTime, toNumericDate } from '../../credential/time.ts'
import { listUrl } from './list-url.ts'
import type { CurrentChange } from './read-changes.ts'
import type { Form, StatusList } from './status-list.ts'

export interface ComposeListInput {
  readonly list: StatusList
  readonly changes: readonly CurrentChange[]
  readonly signer: Signer
  readonly issuerUrl: string
  readonly at: Date
  readonly lifetimeSeconds: number
}

/** Seconds for which a reader may rely on what it fetched: a suspension is to be seen soon. */
export const TTL_SECONDS = 60

/** How each text of a list is made from the rows. */
export const composeList: Readonly<Record<Form, (input: ComposeListInput) => Promise<string>>> = {
  async token({ list, changes, signer, issuerUrl, at, lifetimeSeconds }) {
    const payload = await composeTokenStatusList({
      uri: listUrl({ list, form: 'token', issuerUrl }),
      issuer: list.did,
      bits: 2,
      size: list.size,
      values: new Map(changes.map(({ idx, word }) => [idx, TOKEN_WORDS.indexOf(word)])),
      iat: toNumericDate(at),
      exp: toNumericDate(at) + lifetimeSeconds,
      ttl: TTL_SECONDS,
    })
    return signCompact({ header: { typ: STATUS_LIST_JWT, kid: `${list.did}#${signer.kid}` }, payload, signer })
  },

  revocation: (input) => bitstring({ ...input, purpose: 'revocation', words: ['annullato', 'sostituito'] }),

  suspension: (input) => bitstring({ ...input, purpose: 'suspension', words: ['sospeso'] }),

  async changes({ list, changes, signer, issuerUrl, at, lifetimeSeconds }) {
    const current = changes.map(({ idx, word, since, reasonClass, successor }) => [
      idx.toString(),
      { word, since: formatDateTime(since), reasonClass, ...(successor !== null && { successor }) },
    ])
    const payload = {
      iss: list.did,
      sub: listUrl({ list, form: 'token', issuerUrl }),
      iat: toNumericDate(at),
      exp: toNumericDate(at) + lifetimeSeconds,
      changes: Object.fromEntries(current),
    }
    return signCompact({ header: { typ: 'attesta-status-changes+jwt', kid: `${list.did}#${signer.kid}` }, payload, signer })
  },
}

async function bitstring({
  list,
  changes,
  signer,
  issuerUrl,
  at,
  lifetimeSeconds,
  purpose,
  words,
}: ComposeListInput & { purpose: 'revocation' | 'suspension'; words: readonly CurrentChange['word'][] }): Promise<string> {
  const document = await composeBitstringList({
    id: listUrl({ list, form: purpose, issuerUrl }),
    issuer: list.did,
    purpose,
    size: list.size,
    set: changes.filter(({ word }) => words.includes(word)).map(({ idx }) => idx),
    validFrom: formatDateTime(at),
    validUntil: formatDateTime(new Date(at.getTime() + lifetimeSeconds * 1000)),
    ttlMilliseconds: TTL_SECONDS * 1000,
  })
  const sealed = await signDocument({
    document,
    suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${list.did}#${signer.kid}`,
    created: formatDateTime(at),
  })
  return JSON.stringify(sealed)
}
