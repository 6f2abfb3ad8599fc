import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../../../credential/json/index.ts'
import { BATCH_SIZE, CONFIGURATION_IDS, type ConfigurationId } from '../configurations.ts'
import { orRefuse, ProtocolError } from '../protocol-error.ts'

/** A Credential Request as far as its form is right; its proofs are not verified yet. */
export interface CredentialRequest {
  readonly configurationId: ConfigurationId
  readonly proofs: readonly string[]
}

/**
 * Reads a Credential Request (OpenID4VCI 1.0 §8.2). Unknown members are ignored, as the section demands; those of earlier
 * drafts that would change the meaning are refused.
 *
 * @throws ProtocolError
 */
export function readRequest({ body, mediaType }: { body: Uint8Array; mediaType: string }): CredentialRequest {
  if (mediaType === 'application/jwt') {
    throw new ProtocolError('invalid_encryption_parameters', 'Encrypted requests are not offered by this issuer')
  }
  if (mediaType !== 'application/json') throw new ProtocolError('invalid_credential_request', 'The media type must be application/json')
  const request = orRefuse(
    () => parseStrictJson(body, { maxBytes: 256 * 1024, maxDepth: 16 }),
    'invalid_credential_request',
    'The body is not well-formed JSON',
  )
  if (!isObject(request)) throw new ProtocolError('invalid_credential_request', 'The body must be a JSON object')
  if (request.credential_response_encryption !== undefined) {
    // Never an answer in clear to somebody who asked for an encrypted one (protocols.md §3).
    throw new ProtocolError('invalid_encryption_parameters', 'Encrypted responses are not offered by this issuer')
  }
  if (Object.hasOwn(request, 'proof')) {
    throw new ProtocolError('invalid_credential_request', 'The parameter proof of earlier drafts is not supported, use proofs')
  }
  return { configurationId: readConfigurationId(request), proofs: readProofs(request.proofs) }
}

function readConfigurationId(request: JsonObject): ConfigurationId {
  const { credential_configuration_id: id, credential_identifier: identifier } = request
  if (identifier !== undefined) {
    // §8.2: an identifier comes from the token response, and ours names none.
    if (id !== undefined) {
      throw new ProtocolError('invalid_credential_request', 'credential_identifier and credential_configuration_id exclude each other')
    }
    throw new ProtocolError('unknown_credential_identifier', 'The token response named no credential identifiers')
  }
  if (typeof id !== 'string') throw new ProtocolError('invalid_credential_request', 'credential_configuration_id is missing')
  const known = CONFIGURATION_IDS.find((candidate) => candidate === id)
  if (known === undefined) throw new ProtocolError('unknown_credential_configuration', 'This credential configuration does not exist')
  return known
}

function readProofs(proofs: JsonValue | undefined): readonly string[] {
  if (proofs === undefined) throw new ProtocolError('invalid_proof', 'proofs is missing')
  if (!isObject(proofs)) throw new ProtocolError('invalid_proof', 'proofs must be an object')
  const { jwt } = proofs
  if (Object.keys(proofs).length !== 1 || jwt === undefined)
    throw new ProtocolError('invalid_proof', 'proofs must hold jwt and nothing else')
  if (!Array.isArray(jwt) || jwt.length === 0) throw new ProtocolError('invalid_proof', 'proofs.jwt must be a non-empty array')
  if (jwt.length > BATCH_SIZE) throw new ProtocolError('invalid_proof', 'More proofs than batch_size')
  return jwt.map((proof) => {
    if (typeof proof !== 'string') throw new ProtocolError('invalid_proof', 'A jwt proof must be a string')
    return proof
  })
}
