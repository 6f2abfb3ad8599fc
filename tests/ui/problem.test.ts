import { describe, expect, test } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'
import { Problem, problemOf, readProblem } from '../../ui/problem.ts'

const answer = (body: unknown, status = 422) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })

describe('a refusal of the service', () => {
  test('keeps its code, its sentences and the field it belongs to', async () => {
    const problem = await readProblem(
      answer({
        code: 'appoint.act-number-taken',
        it: 'Esiste già.',
        en: 'Exists.',
        next: { it: 'Controlla.' },
        field: 'actNumber',
        facts: { a: 1 },
      }),
    )
    expect(problem).toMatchObject({ code: 'appoint.act-number-taken', status: 422, field: 'actNumber', facts: { a: 1 } })
    expect(problem.sentences.next?.it).toBe('Controlla.')
  })

  test.each([
    ['a page of some proxy', '<html>Bad gateway</html>'],
    ['an empty body', ''],
    ['JSON without a code', { message: 'no' }],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s is told as a fault of ours, with the status', async (_, body) => {
    expect(await readProblem(answer(body, 502))).toMatchObject({ code: 'internal', status: 502 })
  })
})

describe('whatever is thrown becomes a problem', () => {
  test.each([
    ['a refusal stays itself', new Problem({ code: 'offer.used', status: 410 }), 'offer.used'],
    ['an error with a code keeps it', new AttestaError('json.malformed'), 'json.malformed'],
    ['a lost connection (Chromium)', new TypeError('Failed to fetch'), 'network.lost'],
    ['a lost connection (Firefox)', new TypeError('NetworkError when attempting to fetch resource.'), 'network.lost'],
    ['a lost connection (Safari)', new TypeError('Load failed'), 'network.lost'],
    ['a fault of ours', new TypeError("Cannot read properties of undefined (reading 'x')"), 'internal'],
    ['a numeric DOM code is none of ours', new DOMException('aborted', 'AbortError'), 'internal'],
    ['something that is no error', 'oops', 'internal'],
  ])('%s', (_, thrown, code) => {
    expect(problemOf(thrown).code).toBe(code)
  })
})
