import { expect, test } from 'vitest'
import { ownPathOf } from '../../../wallet-web/web/lib/own-path-of.ts'

test.each([
  ['did:web:attesta.example:org:orobie', 'https://attesta.example/il-mio-percorso'],
  ['did:web:attesta.example%3A8443:org:orobie', 'https://attesta.example:8443/il-mio-percorso'],
  ['did:web:localhost%3A4000:org:orobie', 'http://localhost:4000/il-mio-percorso'],
  ['did:web:localhost.example:org:orobie', 'https://localhost.example/il-mio-percorso'],
  ['did:web:attesta.example', undefined],
  ['did:web:attesta.example%2Faltrove:org:x', undefined],
  ['did:web:nome%40attesta.example:org:x', undefined],
  ['did:web:%E0%A4%A:org:x', undefined],
  ['did:key:z6Mk', undefined],
  [undefined, undefined],
])('the own page of %s is %s', (did, page) => {
  expect(ownPathOf(did)).toBe(page)
})
