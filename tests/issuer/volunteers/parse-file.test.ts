import { describe, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { judgeLine } from '../../../issuer/volunteers/import/judge-line.ts'
import { type Cells, MAX_BYTES, MAX_LINES, parseFile } from '../../../issuer/volunteers/import/parse-file.ts'
import { parseHours } from '../../../issuer/volunteers/parse-hours.ts'

const HEAD = 'codice_fiscale;cognome;nome;data_nascita;dal;al;ore;attivita'
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const LINE = "RSSMRA85T10A562S;D'Adùlio;Nèva;10/12/1985;20/11/2026;;2,5;Città aperta"

describe('a file of volunteers', () => {
  test.each<[string, Uint8Array]>([
    ['in UTF-8', utf8(`${HEAD}\n${LINE}`)],
    ['with a mark before it', utf8(`\uFEFF${HEAD}\r\n${LINE}\r\n`)],
    ['in Windows-1252', latin(`${HEAD}\r\n${LINE}`)],
    ['with old line ends', utf8(`${HEAD}\r${LINE}`)],
    ['with tabulators', utf8(`${HEAD}\n${LINE}`.replaceAll(';', '\t'))],
    ['with commas and quotes', utf8(`${HEAD}\n${LINE}`.replace('2,5', '"2,5"').replaceAll(';', ','))],
  ])('is read %s', (_, bytes) => {
    expect(parseFile(bytes)).toEqual([
      {
        line: 2,
        cells: {
          taxCode: 'RSSMRA85T10A562S',
          familyName: "D'Adùlio",
          givenName: 'Nèva',
          birthDate: '10/12/1985',
          from: '20/11/2026',
          until: '',
          hours: '2,5',
          activity: 'Città aperta',
        },
      },
    ])
  })

  test('keeps the signs that Windows has and ISO 8859-1 has not', () => {
    const bytes = Uint8Array.from([
      ...latin(`${HEAD}\r\nRSSMRA85T10A562S;Dell`),
      0x92,
      ...latin('Adùlio;Nèva;10/12/1985;20/11/2026;;2,5;Mensa '),
      0x96,
      0x20,
      0x80,
    ])
    expect(parseFile(bytes)[0]?.cells).toMatchObject({ familyName: 'Dell’Adùlio', activity: 'Mensa – €' })
  })

  test('says where each line begins, past cells over several lines and lines with nothing in them', () => {
    const lines = parseFile(utf8(`${HEAD}\n\n${LINE.replace('Città aperta', '"Città\naperta"')}\n;;;;;;;\n${LINE}\n`))
    expect(lines.map(({ line }) => line)).toEqual([3, 6])
    expect(lines[0]?.cells.activity).toBe('Città\naperta')
  })

  test.each<[string, Uint8Array]>([
    ['volunteer-import.empty', utf8('')],
    ['volunteer-import.empty', utf8(`${HEAD}\n`)],
    ['volunteer-import.empty', utf8(`${HEAD}\n;;;\n`)],
    ['volunteer-import.not-csv', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0])],
    ['volunteer-import.not-csv', Uint8Array.from(Buffer.from(`\uFEFF${HEAD}`, 'utf16le'))],
    ['volunteer-import.malformed', utf8(`${HEAD}\n"${LINE}`)],
    ['volunteer-import.malformed', utf8(`${HEAD}\n${LINE}\nRSS"MRA;x`)],
    ['volunteer-import.malformed', utf8(`${HEAD}\n${LINE}${'x'.repeat(5000)}`)],
    ['volunteer-import.columns', utf8(`${HEAD.replace('cognome', 'soprannome')}\n${LINE}`)],
    ['volunteer-import.columns', utf8(`${HEAD};CF\n${LINE};RSSMRA85T10A562S`)],
    ['volunteer-import.columns', utf8(`__proto__;constructor\nx;y`)],
    ['volunteer-import.too-large', new Uint8Array(MAX_BYTES + 1).fill(0x61)],
    ['volunteer-import.too-large', utf8(`${HEAD}\n${'a;b;c;d;e;f;g;h\n'.repeat(MAX_LINES + 1)}`)],
  ])('is refused with %s, and nothing of it is repeated', (code, bytes) => {
    let thrown: unknown
    try {
      parseFile(bytes)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(AttestaError)
    expect(thrown).toMatchObject({ code })
    expect(JSON.stringify([(thrown as AttestaError).facts, String((thrown as AttestaError).cause)])).not.toContain('RSSMRA')
  })
})

describe('a line of it', () => {
  const cells: Cells = {
    taxCode: 'ddlnve85t10a562b',
    familyName: "D'Adùlio",
    givenName: 'Nèva',
    birthDate: '10/12/1985',
    from: '20/11/2026',
    until: '',
    hours: '2,5',
    activity: 'Doposcuola',
  }
  const judge = (changes: Partial<Cells>) => judgeLine({ cells: { ...cells, ...changes }, cardSeen: false, today: '2026-11-23' })

  test('is a person and their hours', () => {
    expect(judge({})).toEqual({
      ready: {
        person: { taxCode: 'DDLNVE85T10A562B', familyName: "D'Adùlio", givenName: 'Nèva', birthDate: '1985-12-10' },
        hours: { from: '2026-11-20', until: '2026-11-20', minutes: 150, activity: 'Doposcuola' },
      },
    })
    expect(judge({ from: '', hours: '', activity: '' })).toMatchObject({ ready: { hours: undefined } })
  })

  test('with another code than its name makes is one where somebody saw the card', () => {
    const line = { cells: { ...cells, taxCode: 'RSSMRA85T10A562S' }, cardSeen: true, today: '2026-11-23' }
    expect(judgeLine(line)).toMatchObject({ ready: { person: { taxCode: 'RSSMRA85T10A562S' } } })
  })

  test.each<[Partial<Cells>, string, string]>([
    [{ taxCode: 'RSSMRA85T10A562T' }, 'taxCode', 'person.tax-code'],
    [{ birthDate: '11/12/1985' }, 'taxCode', 'person.tax-code-birth-date'],
    [{ birthDate: '30/02/1985' }, 'birthDate', 'volunteer-import.birth-date'],
    [{ birthDate: '10/12/1885' }, 'birthDate', 'person.birth-date'],
    [{ birthDate: '10/12/2085' }, 'birthDate', 'person.birth-date'],
    [{ birthDate: '01/01/0000' }, 'birthDate', 'volunteer-import.birth-date'],
    [{ taxCode: '00000000000' }, 'taxCode', 'person.tax-code'],
    [{ taxCode: 'RSSMRA85T10A562S' }, 'taxCode', 'person.tax-code-name'],
    [{ givenName: 'Nèva\u202e' }, 'givenName', 'volunteer-import.name'],
    [{ birthDate: '12/10/85' }, 'birthDate', 'volunteer-import.birth-date'],
    [{ familyName: '' }, 'familyName', 'volunteer-import.name'],
    [{ givenName: '=HYPERLINK("http://x")' }, 'givenName', 'volunteer-import.name'],
    [{ givenName: '<b>Nèva</b>' }, 'givenName', 'volunteer-import.name'],
    [{ from: '' }, 'from', 'volunteer-import.day'],
    [{ from: '24/11/2026' }, 'from', 'volunteer.later'],
    [{ until: '19/11/2026' }, 'until', 'volunteer.days'],
    [{ hours: '24:30' }, 'hours', 'volunteer.too-many-hours'],
    [{ hours: '' }, 'hours', 'volunteer.hours'],
    [{ hours: '٣' }, 'hours', 'volunteer.hours'],
    [{ activity: 'x' }, 'activity', 'volunteer.activity'],
    [{ activity: 'Doposcuola\u0007' }, 'activity', 'volunteer.activity'],
  ])('with %o is wrong in its column', (changes, column, code) => {
    expect(judge(changes)).toEqual({ problems: [{ column, code }] })
  })

  test.each([
    ['2', 120],
    ['2,5', 150],
    ['59.75', 3585],
    ['0:01', 1],
    ['0,05', 3],
  ])('hours written %s are %i minutes', (text, minutes) => expect(parseHours(text)).toBe(minutes))
})
