import { describe, expect, test } from 'vitest'
import { AttestaError, type ErrorCode } from '../../../credential/errors.ts'
import { mayHelp } from '../../../wallet-web/web/lib/may-help.ts'

describe('trying again', () => {
  test.each<ErrorCode>(['wallet.unreachable', 'receive.issuer-fault', 'request.too-many', 'offer.wrong-code', 'wallet.locked'])(
    'may help after %s',
    (code) => {
      expect(mayHelp(new AttestaError(code))).toBe(true)
    },
  )

  test('may help after a lost connection and after a fault of ours', () => {
    expect(mayHelp(new TypeError('Failed to fetch'))).toBe(true)
    expect(mayHelp(new RangeError('no memory'))).toBe(true)
  })

  test.each<ErrorCode>([
    'offer.used',
    'offer.already-issued',
    'offer.expired',
    'offer.replaced',
    'offer.blocked',
    'offer.unknown',
    'offer.attestation-ended',
    'receive.link',
    'receive.offer-gone',
    'receive.issuer-mismatch',
    'ask.gone',
    'ask.expired',
    'presentation.already-answered',
  ])('is not offered after %s', (code) => {
    expect(mayHelp(new AttestaError(code))).toBe(false)
  })
})
