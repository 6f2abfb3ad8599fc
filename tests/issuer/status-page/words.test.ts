import { expect, test } from 'vitest'
import type { ShownAct } from '../../../issuer/status-page/find-act.ts'
import { say } from '../../../issuer/status-page/words.ts'

const END = new Date('2026-06-01T10:00:00Z')
const act: ShownAct = {
  kind: 'microcredenziale',
  number: 'BG-2026-000042',
  body: 'Ente',
  releasedAt: new Date('2026-05-13T09:00:00Z'),
  validUntil: END,
  word: 'valido',
  rulePack: { id: 'x', version: '1' },
}

const worth = (word: ShownAct['word'], at: Date) => say({ ...act, word }, { language: 'it', reason: undefined, at }).worth

test.each<[ShownAct['word'], string]>([
  ['valido', 'scaduto'],
  ['sospeso', 'scaduto'],
  ['annullato', 'annullato'],
  ['sostituito', 'sostituito'],
])('an act that is %s is %s when its time is over, and not a moment before', (word, after) => {
  expect([worth(word, new Date(END.getTime() - 1)), worth(word, END)]).toEqual([word, after])
})
