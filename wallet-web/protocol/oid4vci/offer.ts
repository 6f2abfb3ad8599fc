import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../../../credential/json/index.ts'
import { requireAddress } from '../require-address.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import { refusalOf } from './refusal-of.ts'

export const PRE_AUTHORIZED_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** A Credential Offer (OpenID4VCI 1.0 §4.1.1), as far as this wallet takes it up. Nothing about who makes it is believed yet. */
export interface CredentialOffer {
  readonly issuer: string
  readonly configurationIds: readonly string[]
  readonly preAuthorizedCode: string
  /** Absent: no code is needed. Present and empty: a code of any form is (§4.1.1). */
  /** What the offerer says of the document before it is here, where it does (issuer/oid4vci); §4.1.1 lets an offer carry more. */
  readonly says: { readonly titles: Readonly<Record<string, string>>; readonly body?: string }
  readonly txCode?: { readonly numeric: boolean; readonly length?: number; readonly description?: string }
}

/**
 * The offer that a link carries or points to.
 *
 * @throws AttestaError `receive.link`, `receive.address`, `receive.offer-malformed`, `receive.grant`, `offer.*` as the issuer says it, `wallet.unreachable`
 */
export async function readOffer({ parameters, world }: { parameters: URLSearchParams; world: ProtocolWorld }): Promise<CredentialOffer> {
  const values = parameters.getAll('credential_offer')
  const uris = parameters.getAll('credential_offer_uri')
  // §4.1: one of the two, once.
  if (values.length + uris.length !== 1) throw new AttestaError('receive.link')
  const [value] = values
  return parseOffer(value === undefined ? await fetchOffer({ uri: uris[0], world }) : objectOf(value), world)
}

async function fetchOffer({ uri, world }: { uri: string | undefined; world: ProtocolWorld }): Promise<JsonObject | undefined> {
  const url = requireAddress(uri, { code: 'receive.address', world })
  const answer = await send({ url, headers: { accept: 'application/json' }, world })
  if (!answer.ok) throw refusalOf({ answer, code: 'receive.offer-gone', host: url.host })
  return jsonOf(answer)
}

function parseOffer(offer: JsonObject | undefined, world: ProtocolWorld): CredentialOffer {
  if (offer === undefined) throw new AttestaError('receive.offer-malformed')
  const { credential_issuer: issuer, credential_configuration_ids: ids, grants } = offer
  requireAddress(issuer, { code: 'receive.address', world })
  if (typeof issuer !== 'string' || !isListOfTexts(ids)) throw new AttestaError('receive.offer-malformed')
  const grant = isObject(grants) ? grants[PRE_AUTHORIZED_CODE_GRANT] : undefined
  if (!isObject(grant)) throw new AttestaError('receive.grant')
  const code = grant['pre-authorized_code']
  if (typeof code !== 'string' || code === '') throw new AttestaError('receive.offer-malformed')
  const base = { issuer, configurationIds: ids, preAuthorizedCode: code, says: readWhatItSays(offer.attesta) }
  return grant.tx_code === undefined ? base : { ...base, txCode: readTxCode(grant.tx_code) }
}

/** Words for a person, from a stranger: what is no short text is not there. */
function readWhatItSays(value: JsonValue | undefined): CredentialOffer['says'] {
  const { title, body } = isObject(value) ? value : {}
  const titles = Object.entries(isObject(title) ? title : {}).flatMap(([language, text]) =>
    typeof text === 'string' && text.trim() !== '' ? [[language, text.slice(0, 200)] as const] : [],
  )
  return { titles: Object.fromEntries(titles), ...(typeof body === 'string' && body.trim() !== '' ? { body: body.slice(0, 200) } : {}) }
}

function readTxCode(value: JsonValue): NonNullable<CredentialOffer['txCode']> {
  if (!isObject(value)) throw new AttestaError('receive.offer-malformed')
  const { input_mode: mode = 'numeric', length, description } = value
  if (mode !== 'numeric' && mode !== 'text') throw new AttestaError('receive.offer-malformed')
  return {
    numeric: mode === 'numeric',
    ...(typeof length === 'number' && Number.isInteger(length) && length > 0 && length <= 64 ? { length } : {}),
    ...(typeof description === 'string' ? { description: description.slice(0, 300) } : {}),
  }
}

function isListOfTexts(value: JsonValue | undefined): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= 32 && value.every((item) => typeof item === 'string' && item !== '')
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const value = parseStrictJson(new TextEncoder().encode(text), { maxBytes: 64 * 1024, maxDepth: 12 })
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
