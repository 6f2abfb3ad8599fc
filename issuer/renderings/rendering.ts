import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import type { EdcManner } from '../edc/manner.ts'
import type { World } from '../steps/world.ts'
import type { Ended } from './read-ended.ts'

export interface RenderInput {
  readonly attestation: Attestation
  readonly digest: string
  /** The body that released the act. */
  readonly organisation: { readonly id: string; readonly slug: string }
  /** The body's active key. */
  readonly signer: Signer
  readonly at: Date
  /** Address of the page that tells people the state of the act. */
  readonly statusPage: string
  /** Of a paper: 0 is the original, every further one a duplicate of that number. */
  readonly copy?: number
  /** Of a paper: that the act does not count any more on the day on which it is printed. The other forms point to the list that tells. */
  readonly ended?: Ended
  /** Of a European credential: its profile and who seals it. Absent: the general one, by the body. @throws AttestaError `edc.no-…` */
  readonly manner?: () => Promise<EdcManner>
  /** Of a badge: an address of the person, who chose that it can be compared with it. */
  readonly email?: string
  readonly world: World
}

/** One form in which an attestation leaves as a file, not bound to any holder key. */
export interface Rendering {
  readonly mediaType: string
  /** Of the file's name, without the dot at its beginning. */
  readonly extension: string
  /** Paper is counted: the first is the original, and each further one is an act of its own. */
  readonly isPaper?: true
  /**
   * Whether it can be made of this act just now, asked before it is written down as made: what is refused never left the house.
   *
   * @throws AttestaError the refusal
   */
  admit?(input: Pick<RenderInput, 'attestation' | 'organisation' | 'at' | 'manner' | 'world'>): Promise<unknown>
  render(input: RenderInput): Promise<string | Uint8Array>
}
