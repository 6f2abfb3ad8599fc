import { describe, expect, test } from 'vitest'
import { pageOf, paths } from '../../issuer/web/paths.ts'

describe('addresses of the console', () => {
  test.each([
    [paths.home, 'home', ''],
    [paths.cases, 'cases', ''],
    [paths.case('7'), 'case', '7'],
    [paths.request('7'), 'request', '7'],
    [paths.sitting('7'), 'sitting', '7'],
    [paths.attestation('7'), 'attestation', '7'],
    [paths.offer('7'), 'offer', '7'],
    [paths.organisations, 'organisations', ''],
    [paths.privacy, 'privacy', ''],
  ])('%s is the page %s', (path, name, id) => {
    expect(pageOf(path)).toEqual({ name, id })
  })

  test('a document is a part of its case', () => {
    expect(pageOf(paths.document('7', '8'))).toEqual({ name: 'document', id: '7', part: '8' })
  })

  test.each(['/pratiche/', '/pratiche/1/2', '/altro', '//evil.example', ''])('%s is no page', (path) => {
    expect(pageOf(path)).toBeUndefined()
  })
})
