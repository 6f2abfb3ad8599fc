import { describe, expect, test } from 'vitest'
import { hasActiveParts } from '../../../credential/open-badge/picture/active-parts.ts'

const svg = (content: string, attributes = '') => `<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${content}</svg>`

describe('a picture of a badge that does more than show itself', () => {
  test.each([
    ['runs a script', svg('<script>alert(1)</script>')],
    ['runs one under a prefix', svg('<s:script xmlns:s="http://www.w3.org/2000/svg"><![CDATA[x]]></s:script>')],
    ['has a handler', svg('<path d="M0 0"/>', ' onload="x()"')],
    ['has a page inside', svg('<foreignObject><p>x</p></foreignObject>')],
    ['leads to code', svg('<a href="javascript:x()"><path d="M0 0"/></a>')],
  ])('%s', (_, source) => {
    expect(hasActiveParts(source)).toBe(true)
  })

  test.each([
    ['is drawn', svg('<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0"/>')],
    ['speaks of a script', svg('<title>script</title><text>onload="x"</text>')],
    ['is none', 'no svg <script>'],
  ])('not one that %s', (_, source) => {
    expect(hasActiveParts(source)).toBe(false)
  })
})
