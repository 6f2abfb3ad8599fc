import { expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { sniff } from '../../../credential/verify/sniff.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

// Named after the bug: with a backtracking expression this text never ends, and the test runs into its time limit.
test('a thousand comments before nothing are looked at once', () => {
  expect(() => sniff({ bytes: bytes(`${'<!-- -->'.repeat(1000)}x`) })).toThrow(AttestaError)
})

test.each(['<svg>', '<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n<svg xmlns="x">'])('a picture is still one: %s', (text) => {
  expect(sniff({ bytes: bytes(text) }).form).toBe('picture')
})
