import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import type { WalletDocument } from '../../../wallet-web/storage/events/fold.ts'

const { append, verify } = vi.hoisted(() => ({ append: vi.fn(async () => {}), verify: vi.fn() }))
vi.mock('../../../wallet-web/web/session.svelte.ts', () => ({ session: { append } }))
vi.mock('../../../wallet-web/web/lib/verify.ts', () => ({ verify }))
const { checkAgain } = await import('../../../wallet-web/web/lib/check-again.ts')

const resultOf = (verdict: VerificationResult['verdict'], word?: 'valido' | 'sospeso') =>
  ({
    verdict,
    asOf: '2027-01-15T12:00:00Z',
    checks: [],
    chain: [],
    credential: { state: word && { word } },
  }) as unknown as VerificationResult
const valid = resultOf('valid', 'valido')
const suspended = resultOf('invalid', 'sospeso')
const silent = resultOf('unverifiable')
const documentWith = (result: VerificationResult) => ({ id: 'a', sdJwt: '', result }) as unknown as WalletDocument

describe('a document that is checked again', () => {
  beforeEach(() => append.mockClear())

  test('and was suspended meanwhile is kept so, and its history says when that was seen', async () => {
    verify.mockResolvedValue(suspended)
    expect(await checkAgain(documentWith(valid))).toBe(true)
    expect(append.mock.calls).toEqual([
      [
        [
          { type: 'document.checked', documentId: 'a', result: suspended },
          { type: 'document.state', documentId: 'a', word: 'sospeso' },
        ],
      ],
    ])
  })

  test('and is as it was adds nothing to its history', async () => {
    verify.mockResolvedValue(valid)
    await checkAgain(documentWith(valid))
    expect(append.mock.calls).toEqual([[[{ type: 'document.checked', documentId: 'a', result: valid }]]])
  })

  test('without an answer stays as it was last known', async () => {
    verify.mockResolvedValue(silent)
    expect(await checkAgain(documentWith(suspended))).toBe(false)
    expect(append).not.toHaveBeenCalled()
  })
})
