import { describe, expect, test } from 'vitest'
import { ATTACKS, type Attack, type Cell, carried, type Format, shownOf } from './findings/attacks.ts'
import { badge11, badgeJwt, learnerRecord, openBadge } from './findings/badges.ts'
import { codeOnPaper } from './findings/code.ts'
import { edc } from './findings/edc.ts'
import { bitstringList, bitstringListToken, tokenList } from './findings/lists.ts'
import { hostedBadge2, signedBadge2 } from './findings/open-badge-2.ts'
import { presentation, presentationToken } from './findings/presentation.ts'
import { sdJwtVc } from './findings/sd-jwt.ts'
import { demo } from './findings/world.ts'
import { pdf, png, svg } from './strict-carriers.ts'

// security.md §0: a valid proof is not a valid reading. What others were seen to accept, in every form in which we read a document: each attack is
// signed for real where its maker could have signed it, and refused for what it is; or it is told why there can be none.

const inPaper = (content: Uint8Array) => pdf(content, demo.attestation)

const FORMATS: Readonly<Record<string, Format>> = {
  'an SD-JWT VC': sdJwtVc,
  'an Open Badge': openBadge,
  'an Open Badge as JWT': badgeJwt,
  'an Open Badge as JWT in a PNG': carried(badgeJwt, png),
  'an Open Badge in a PNG': carried(openBadge, png),
  'an Open Badge in an SVG': carried(openBadge, svg),
  'an Open Badge in a PDF': carried(openBadge, inPaper),
  'a European credential': edc,
  'a European credential in a PDF': carried(edc, inPaper),
  'an SD-JWT VC in a PDF': carried(sdJwtVc, inPaper),
  'a code on paper': codeOnPaper,
  'a learner record': learnerRecord,
  'a badge of VCDM 1.1': badge11,
  'a hosted badge of Open Badges 2.0': hostedBadge2,
  'a signed badge of Open Badges 2.0': signedBadge2,
  'a list of bits': bitstringList,
  'a list of bits as a token': bitstringListToken,
  'a list of states as a token': tokenList,
  'a presentation': presentation,
  'a presentation as a token': presentationToken,
}

const attacks = Object.keys(ATTACKS) as Attack[]

test('the table has no gap, and what cannot be is said why', () => {
  for (const [name, { cells }] of Object.entries(FORMATS)) {
    expect(Object.keys(cells).sort(), name).toEqual([...attacks].sort())
    for (const cell of Object.values(cells)) if ('cannot' in cell) expect(cell.cannot, name).toMatch(/^[A-Z].{40,}\.$/)
  }
  // An attack that no form is tried with would be none.
  for (const attack of attacks)
    expect(
      Object.values(FORMATS).some(({ cells }) => 'forge' in cells[attack]),
      attack,
    ).toBe(true)
})

describe.each(Object.entries(FORMATS))('%s', (_, { genuine, judge, cells }) => {
  test('is good as it was made', async () => {
    expect(await judge({ bytes: await genuine() })).toBe('none')
  })

  const tried = attacks.flatMap((attack): [string, Extract<Cell, { forge: unknown }>][] => {
    const cell = cells[attack]
    return 'forge' in cell ? [[ATTACKS[attack], cell]] : []
  })
  test.each(tried)('%s: it is refused', async (__, { complaint, forge }) => {
    expect(await judge(shownOf(await forge()))).toBe(complaint)
  })
})
