import { describe, expect, test } from 'vitest'
import { MAX_PARTS } from '../../../credential/data-integrity/max-parts.ts'
import { countParts, freshWork, spend } from '../../../credential/data-integrity/parts.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { codeOf } from '../refused.ts'

/** A document of so many parts without its proofs. */
const sized = (parts: number, ...cryptosuites: string[]): JsonObject => ({
  ...Object.fromEntries(Array.from({ length: parts }, (_, index) => [`member${index}`, 'x'])),
  proof: cryptosuites.map((cryptosuite) => ({ type: 'DataIntegrityProof', cryptosuite })),
})
const allowed = async (document: JsonObject, work = freshWork()) => (await codeOf(() => spend({ document, read: {}, work }))) === 'accepted'

/** The largest document that is gone through, found by halving. */
async function largest(...cryptosuites: string[]): Promise<number> {
  let [least, most] = [0, 2 * MAX_PARTS]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (await allowed(sized(middle, ...cryptosuites))) least = middle
    else most = middle
  }
  return least
}

describe('what one verification may go through', () => {
  test('is members and items, at whatever depth', () => {
    expect(countParts({ a: 1, b: ['x', { c: null }], d: {} })).toBe(6)
    expect(countParts('text')).toBe(0)
  })

  test('is less where a proof takes longer for each statement, and once for each proof', async () => {
    expect(await largest('ecdsa-rdfc-2019')).toBe(MAX_PARTS)
    expect(await largest('eddsa-rdfc-2022', 'ecdsa-rdfc-2019')).toBe(MAX_PARTS / 2)
    expect(await largest('ecdsa-sd-2023')).toBe(MAX_PARTS / 4)
    // A derived proof of a badge of 370 parts took five seconds; an ordinary one of others has a hundred.
    expect(await largest('bbs-2023')).toBe(141)
  })

  test('is one allowance for all that is in a file', async () => {
    const work = freshWork()
    expect(await allowed(sized(MAX_PARTS - 10, 'ecdsa-rdfc-2019'), work)).toBe(true)
    expect(await allowed(sized(11, 'ecdsa-rdfc-2019'), work)).toBe(false)
    expect(await allowed(sized(10, 'ecdsa-rdfc-2019'), work)).toBe(true)
  })
})
