import { compileMessage } from '@lingui/message-utils/compileMessage'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { fill, startI18n } from '../../ui/i18n.ts'
import { showable, visible, visibleInside } from '../../ui/visible.ts'

const MOVES_OR_HIDES = /[^\P{Cc}\t\n\r]|[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u

const hostile = [
  ['an override that writes the number backwards', 'BG/2026/\u202E7102', 'BG/2026/[U+202E]7102'],
  [
    'every embedding, override and isolate',
    '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069',
    '[U+202A][U+202B][U+202C][U+202D][U+202E][U+2066][U+2067][U+2068][U+2069]',
  ],
  ['zero widths and marks', 'a\u200B\u200C\u200D\u200E\u200Fb', 'a[U+200B][U+200C][U+200D][U+200E][U+200F]b'],
  ['controls of C0 and C1', 'a\u0000\u0008\u001B\u007F\u0085\u009Fb', 'a[U+0000][U+0008][U+001B][U+007F][U+0085][U+009F]b'],
  ['separators, a byte order mark, a tag', '\u2028\u2029\uFEFF\u{E0041}', '[U+2028][U+2029][U+FEFF][U+E0041]'],
] as const

describe("a stranger's text", () => {
  test.each(hostile)('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
    expect(visible(text)).not.toMatch(MOVES_OR_HIDES)
  })

  test.each(['Noè D’Arquàte', 'Yonàs Haddìshe', 'مريم', 'Оксана', '株式会社', 'riga una\nriga due\tfine', 'C:\\Users\\x', ''])(
    'is left alone where there is nothing to show: %s',
    (text) => {
      expect(visible(text)).toBe(text)
    },
  )

  test('that runs from right to left does not turn the sentence in which it stands', () => {
    expect(visibleInside('جامعة 12')).toBe('\u2068جامعة 12\u2069')
    expect(visibleInside('\u2069جامعة\u202E')).toBe('\u2068[U+2069]جامعة[U+202E]\u2069')
    expect(visibleInside('Orobie \u202E')).toBe('Orobie [U+202E]')
  })

  test('is shown at every depth of a verdict, and what is no text stays as it is', () => {
    const verdict = { checks: [{ facts: { at: '\u202Ex', count: 3, known: true } }], chain: [], number: '1\u200B', none: undefined }
    expect(showable(verdict)).toEqual({
      checks: [{ facts: { at: '[U+202E]x', count: 3, known: true } }],
      chain: [],
      number: '1[U+200B]',
      none: undefined,
    })
    expect(verdict.number).toBe('1\u200B')
  })
})

describe('a sentence that is filled with it', () => {
  beforeAll(async () => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
    vi.stubGlobal('navigator', { languages: [] })
    vi.stubGlobal('document', { documentElement: {} })
    vi.stubGlobal('location', { href: 'http://localhost/' })
    await startI18n({ languages: ['it'], load: async () => ({}) })
  })

  test.each(['Ente \\u202E7102', 'Ente \\x1B[2J', 'Ente \u202E7102'])('does not turn “%s” into what it stands for', (body) => {
    expect(fill(compileMessage('Rilasciato da {body}.'), { body: visible(body) })).not.toMatch(MOVES_OR_HIDES)
  })
})
