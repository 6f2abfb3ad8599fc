import { expect, test } from 'vitest'
import { competenceWords } from '../../../wallet-web/web/lib/competence-words.ts'

const competences = [
  { name: 'Gestire il cambiamento', nameByLanguage: { it: 'Gestire il cambiamento', en: 'Manage change' } },
  { name: 'Accogliere', nameByLanguage: { it: 'Accogliere' } },
]

test.each([
  ['en', 'Gestire il cambiamento', 'Manage change'],
  ['it', 'Gestire il cambiamento', 'Gestire il cambiamento'],
  ['en', 'Accogliere', 'Accogliere'],
  ['en', 'Un’altra', 'Un’altra'],
])('what will be seen is named in the page’s language where it has a name: %s %s', (language, name, words) => {
  expect(competenceWords({ name, competences, language })).toBe(words)
})
