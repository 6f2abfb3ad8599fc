import { describe, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { refusalOf } from '../../../issuer/db/refusal-of.ts'

const thrown = (facts: object) => Object.assign(new Error('text of the database'), facts)

describe('what an error of the database means', () => {
  test.each([
    ['disk full', { code: '53100' }, 'database.unavailable'],
    ['too many connections', { code: '53300' }, 'database.unavailable'],
    ['read-only', { code: '25006' }, 'database.unavailable'],
    ['starting up', { code: '57P03' }, 'database.unavailable'],
    ['statement cancelled', { code: '57014' }, 'database.unavailable'],
    ['connection lost', { code: '08006' }, 'database.unavailable'],
    ['nobody listens', { code: 'ECONNREFUSED' }, 'database.unavailable'],
    ['no connection in time', { message: 'timeout exceeded when trying to connect' }, 'database.unavailable'],
    ['input or output error', { code: '58030' }, 'database.unavailable'],
    ['deadlock', { code: '40P01' }, 'write.conflict'],
    ['a constraint of the law', { code: '23514', constraint: 'attestation_four_eyes' }, 'release.four-eyes'],
    ['another constraint', { code: '23505', constraint: 'whatever' }, 'write.conflict'],
  ])('%s', (_, facts, code) => {
    const error = refusalOf(thrown(facts))
    expect(error).toBeInstanceOf(AttestaError)
    expect(error).toMatchObject({ code, facts: {} })
    expect(String(error)).not.toContain('text of the database')
  })

  test('a mistake of ours stays one', () => {
    const mistake = thrown({ code: '42601' })
    expect(refusalOf(mistake)).toBe(mistake)
  })
})
