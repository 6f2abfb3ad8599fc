import { encode } from '../../../credential/base64url.ts'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import type { VerificationResult, VerifyInput } from '../../../credential/verify/check.ts'
import type { FileForm, HeldFile } from '../../storage/events/event.ts'
import { send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import type { IssuerMetadata } from './metadata.ts'

/** What people print, hang up and send on. The JSON badge came as a credential, bound to its holder's key. */
const FORMS: Readonly<Record<FileForm, { mediaType: string; begins: string }>> = {
  pdf: { mediaType: 'application/pdf', begins: '%PDF-' },
  edc: { mediaType: 'application/json', begins: '{' },
  'open-badge-png': { mediaType: 'image/png', begins: '\u0089PNG' },
}

/** Base64url characters. A wallet is sealed anew at each change, and must stay quick on an old telephone: about ten documents with all their files. */
const ROOM = 8 * 1024 * 1024

export interface FetchFilesInput {
  readonly metadata: IssuerMetadata
  readonly token: string
  /** Name of the act that was received (`actIdOf`). */
  readonly act: string
  /** Characters that files already take in this wallet. */
  readonly taken: number
  readonly verify: (input: VerifyInput) => Promise<VerificationResult>
  readonly world: ProtocolWorld
}

/**
 * The other forms of an act that was just received, with the token that it was received with. Each is held against the act: another's file is
 * not kept. Nothing here fails: what does not come or does not fit is left out, the document itself is already in the wallet.
 */
export async function fetchFiles({ taken, ...input }: FetchFilesInput): Promise<readonly HeldFile[]> {
  const came = await Promise.all((Object.keys(FORMS) as FileForm[]).map((form) => fetchFile(form, input).catch((): undefined => undefined)))
  let room = ROOM - taken
  return came.filter((file) => {
    if (file === undefined || file.content.length > room) return false
    room -= file.content.length
    return true
  }) as HeldFile[]
}

async function fetchFile(
  form: FileForm,
  { metadata: { renderingEndpoint }, token, act, verify, world }: Omit<FetchFilesInput, 'taken'>,
): Promise<HeldFile | undefined> {
  if (renderingEndpoint === undefined) return undefined
  const url = new URL(`${renderingEndpoint.href.replace(/\/$/, '')}/${form}`)
  const { ok, bytes } = await send({ url, headers: { authorization: `Bearer ${token}` }, world })
  const { mediaType, begins } = FORMS[form]
  if (!ok || !String.fromCharCode(...bytes.subarray(0, 8)).startsWith(begins)) return undefined
  // Its own state was asked for with the credential: here only whether it is the same act.
  const result = await verify({ bytes })
  return actIdOf(result) === act ? { form, mediaType, content: encode(bytes) } : undefined
}
