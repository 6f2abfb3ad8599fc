import { describe, expect, test } from 'vitest'
import { passwordFault } from '../../../wallet-web/web/lib/password-rule.ts'

describe('a password that is chosen', () => {
  test.each([
    '1234567890',
    '012345678901',
    '9876543210',
    'aaaaaaaaaa',
    '😀😀😀😀😀😀😀😀😀😀',
    'Password123',
    'attesta2026',
    'PASSWORDpassword!',
  ])('is refused when it is what one tries first: %s', (password) => {
    expect(passwordFault(password)).toBe('password.guessable')
  })

  test.each(['', '123456789', 'password1', '😀😀😀😀😀'])('is told to be short before anything else: “%s”', (password) => {
    expect(passwordFault(password)).toBe('password.short')
  })

  test.each(['1234567809', 'aaaaaaaaab', 'attesta il gatto verde', 'tre mele sul tavolo', '3141592653'])(
    'is taken otherwise: %s',
    (password) => {
      expect(passwordFault(password)).toBeUndefined()
    },
  )
})
