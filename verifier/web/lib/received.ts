import type { Expectation } from '../../../credential/verify/check.ts'

/** A document as it came to the page: by camera, file, paste or link. */
export interface Received {
  readonly bytes: Uint8Array
  readonly mediaType?: string
  readonly fileName?: string
  readonly expect?: Expectation
}
