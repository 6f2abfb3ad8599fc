import { expect, test } from 'vitest'
import { documentTitle } from '../../../issuer/reads/document-title.ts'
import { rulePackInForce } from '../../../issuer/rule-pack/rule-pack.ts'

const rules = rulePackInForce({ region: 'ITC4', day: '2026-11-23' })

test.each([
  ['nomina', 'Atto di nomina 41/2026', 'Appointment 41/2026'],
  ['verbale', "Verbale d'esame VERB-2026-0001", 'Minutes of the exam VERB-2026-0001'],
  ['attestato', 'Attestato LOM-2026-000001', 'Certificate LOM-2026-000001'],
  ['dossier', 'Dossier delle evidenze', 'Evidence dossier'],
])('%s: what the procedure or its rules named has a name in English', (documentClass, it, en) => {
  expect(documentTitle({ class: documentClass, title: it }, rules)).toEqual({ it, en })
})

test.each([
  ['dossier', 'Il mio dossier'],
  ['nomina', 'Atto di nominare'],
  ['lettera', 'Lettera di referenze'],
])('%s: what somebody wrote stays as it was written', (documentClass, it) => {
  expect(documentTitle({ class: documentClass, title: it }, rules)).toEqual({ it })
})
