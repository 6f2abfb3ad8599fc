import { expect, test } from 'vitest'
import { nameInZip } from '../../../issuer/audit-file/name-in-zip.ts'

test.each([
  ['..', 'senza-nome'],
  ['../../etc/passwd', 'etc-passwd'],
  ['/etc/passwd', 'etc-passwd'],
  ['C:\\windows\\x.exe', 'C-windows-x.exe'],
  ['.ssh', 'ssh'],
  ['', 'senza-nome'],
  ['ATTO/12 del 3.4.2026', 'ATTO-12-del-3.4.2026'],
])('an act called “%s” led out of the folder into which the audit file is unpacked', (text, name) => {
  expect(nameInZip(text)).toBe(name)
})
