import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../../credential/attestation/index.ts'
import { composeEdc } from '../../../../credential/edc/index.ts'
import { composeOpenBadge } from '../../../../credential/open-badge/index.ts'
import { issueSdJwt } from '../../../../credential/sd-jwt/index.ts'
import { composeSdJwtVc } from '../../../../credential/sd-jwt-vc/index.ts'
import { pictures } from '../../../credential/edc/pictures.ts'
import { attestation } from '../../../credential/open-badge/arbitrary-attestation.ts'
import { type DemoWorld, demoWorld } from '../../../fixtures/demo-world.ts'
import { EIDAS } from './forms.ts'
import { LOST } from './lost.ts'
import { readBadge } from './read-badge.ts'
import { readEdc } from './read-edc.ts'
import { readSdJwt } from './read-sd-jwt.ts'
import { type Reading, ROW_NAMES, type Row, rowsOf } from './rows.ts'

/**
 * Rows that a badge has in sentences for people: a text of the record that looks like such a sentence itself can only be told from it by
 * our own reader, who takes it from the evidence. And codes that two competences share stand once.
 */
const IN_WORDS: readonly Row[] = [
  'abilities',
  'knowledge',
  'D4 experiences',
  'D3 only a part of it',
  'M9 D4 assessment',
  'identity at the assessment',
  'D4 way of learning',
  'M10 form of participation',
  'M7 workload in hours',
  'M11 quality assurance',
  'ESCO',
  'Atlante del lavoro',
  'D3 ATECO',
  'D3 CP ISTAT',
  'M6 D3 competences',
  'M6 D3 repertory of each',
  'dato dimostrativo',
]

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

/** As a body of Italy makes it. */
const record = attestation.map(
  (any: Attestation): Attestation => ({
    ...any,
    body: { ...any.body, country: 'IT' },
    titular: { ...any.titular, country: 'IT' },
    outcome: {
      ...any.outcome,
      competences: any.outcome.competences.map(codeApart),
      ...(any.outcome.qualification && { qualification: codeApart(any.outcome.qualification) }),
    },
  }),
)

/** A European credential writes the name where there is no code: a code that is the name to the letter cannot be told from none. */
function codeApart<Named extends { readonly name: { readonly it: string }; readonly code?: string }>(named: Named): Named {
  if (named.code !== named.name.it) return named
  const { code: _, ...rest } = named
  return rest as Named
}

describe('of any record, whatever names, texts and dates it has', () => {
  test('an SD-JWT VC says every row', async () => {
    await fc.assert(
      fc.asyncProperty(record, async (any) => {
        const { payload, disclosures, header } = composeSdJwtVc({
          attestation: any,
          digest: digestOf(any),
          issuerDid: any.body.id,
          holderJwk: demo.holder.publicJwk,
          iat: 1_700_000_000,
          exp: 4_000_000_000,
          status: { idx: any.status.index, uri: any.status.tokenList },
        })
        const sdJwt = await issueSdJwt({ payload, disclosures, header, signer: demo.body.signer })
        expect(await readSdJwt(sdJwt, demo.body.signer.publicJwk)).toEqual(rowsOf(any))
      }),
      { numRuns: 60 },
    )
  })

  test('a European credential says every row', () => {
    fc.assert(
      fc.property(record, (any) => {
        const issuer = { id: any.body.id, legalName: any.body.legalName, eidasIdentifier: EIDAS, country: 'IT' }
        const document = composeEdc({ attestation: any, digest: digestOf(any), issuer, pictures })
        expect(readEdc(JSON.parse(JSON.stringify(document)))).toEqual(rowsOf(any))
      }),
      { numRuns: 100 },
    )
  })

  test('a badge says every row that it does not put into sentences', () => {
    fc.assert(
      fc.property(record, (any) => {
        const reading = readBadge(JSON.parse(JSON.stringify(composeOpenBadge({ attestation: any, digest: digestOf(any) }))))
        const lost = LOST['open badge'] ?? []
        const said = ROW_NAMES.filter((row) => !IN_WORDS.includes(row) && !lost.includes(row))
        const pick = (rows: Reading) => Object.fromEntries(said.map((row) => [row, rows[row]]))
        expect(pick(reading)).toEqual(pick(rowsOf(any)))
        for (const row of lost) expect(reading).not.toHaveProperty([row])
      }),
      { numRuns: 100 },
    )
  })
})
