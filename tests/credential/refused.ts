import { expect } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'

/** The code with which something is refused; fails when it is accepted or breaks in another way. */
export async function codeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt()
  } catch (error) {
    expect(error).toBeInstanceOf(AttestaError)
    return error instanceof AttestaError ? error.code : ''
  }
  return 'accepted'
}
