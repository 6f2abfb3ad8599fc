import { didKey } from './did-key.ts'
import type { Family } from './family.ts'
import { frames } from './sd-jwt-frames.ts'
import { processing } from './sd-jwt-processing.ts'
import { referenceExamples } from './sd-jwt-reference.ts'

const explained = {
  'sd-jwt/testcases/header_mod.json': {
    why: 'its kid is the number 42; RFC 7515 §4.1.4 wants text, and a number is refused in the header',
    end: 'jws.header',
  },
}

/** The published vectors of SD-JWT, SD-JWT VC and did:key against `credential/`, one row a family. */
export async function run(): Promise<Family[]> {
  return [
    await processing(),
    await referenceExamples({ name: 'RFC 9901 examples', folder: 'sd-jwt/rfc9901-examples' }),
    await referenceExamples({ name: 'SD-JWT reference implementation', folder: 'sd-jwt/testcases', explained }),
    await referenceExamples({ name: 'SD-JWT VC examples', folder: 'sd-jwt/sd-jwt-vc-examples' }),
    await frames(),
    await didKey(),
  ]
}
