import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import type { World } from '../steps/world.ts'

export interface RenderInput {
  readonly attestation: Attestation
  readonly digest: string
  /** The body that released the act. */
  readonly organisation: { readonly id: string; readonly slug: string }
  /** The body's active key. */
  readonly signer: Signer
  readonly at: Date
  readonly world: World
}

/** One form in which an attestation leaves as a file, not bound to any holder key. */
export interface Rendering {
  readonly mediaType: string
  /** Of the file's name, without the dot at its beginning. */
  readonly extension: string
  render(input: RenderInput): Promise<string | Uint8Array>
}
