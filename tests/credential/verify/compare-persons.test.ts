import { describe, expect, test } from 'vitest'
import { identityHash } from '../../../credential/open-badge/index.ts'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { comparePersons, concluded, type ShownPerson } from '../../../credential/verify/compare-persons.ts'
import { compareRecipient } from '../../../credential/verify/compare-recipient.ts'
import { ofOnePerson } from '../../../credential/verify/of-one-person.ts'

const plain = (identityType: string, value: string) => ({ hashed: false, identityType, identityHash: value })
const hashed = (identityType: string, value: string, salt = 'S') => ({
  hashed: true,
  identityType,
  salt,
  identityHash: identityHash({ identity: value, salt }),
})
const person = (name: string | undefined, ...identities: ShownPerson['identities']): ShownPerson => ({
  holder: name === undefined ? {} : { name },
  identities,
})
// Two that differ by the last character alone, and one with letters in place of digits (omocodia). Invented.
const [CODE, OTHER, OMOCODIA] = ['RSSMRA80A01F205X', 'RSSMRA55B02H501Y', `RSSMRA80A01F20R${checkCharacter('RSSMRA80A01F20R')}`]

describe('two documents are of one person', () => {
  test.each<[string, ShownPerson, ShownPerson, string]>([
    ['the name in two orders', person('Rossi Mario'), person('Mario Rossi'), 'same'],
    ['the name without accents', person('Niccolò D’Agostò'), person("niccolo d'agosto"), 'same'],
    ['two names', person('Mario Rossi'), person('Anna Prova'), 'other'],
    ['a name within another', person('Mario Rossi'), person('Mario Luigi Rossi'), 'alike'],
    ['nothing to compare', person(undefined, plain('ext:studentId', '1')), person('Mario Rossi'), 'unsaid'],
    [
      'namesakes with two tax codes',
      person('Mario Rossi', plain('nationalIdentityNumber', CODE)),
      person('Mario Rossi', plain('nationalIdentityNumber', OTHER)),
      'other',
    ],
    [
      'namesakes, one tax code hashed',
      person('Mario Rossi', plain('nationalIdentityNumber', CODE)),
      person('Mario Rossi', hashed('nationalIdentityNumber', OTHER)),
      'other',
    ],
    [
      'one tax code, hashed',
      person(undefined, plain('nationalIdentityNumber', CODE)),
      person(undefined, hashed('nationalIdentityNumber', CODE)),
      'same',
    ],
    [
      'an alike name and one address',
      person('Mario Rossi', plain('emailAddress', 'M@posta.example')),
      person('Mario Luigi Rossi', hashed('emailAddress', 'm@posta.example')),
      'same',
    ],
    [
      'two addresses',
      person(undefined, plain('emailAddress', 'anna@posta.example')),
      person(undefined, plain('emailAddress', 'bruno@posta.example')),
      'other',
    ],
    [
      'two hashes under one salt',
      person(undefined, hashed('emailAddress', 'a@posta.example')),
      person(undefined, hashed('emailAddress', 'b@posta.example')),
      'other',
    ],
    [
      'one hash under one salt',
      person(undefined, hashed('emailAddress', 'a@posta.example')),
      person(undefined, hashed('emailAddress', 'a@posta.example')),
      'same',
    ],
    [
      'hashes under two salts',
      person(undefined, hashed('emailAddress', 'a@posta.example')),
      person(undefined, hashed('emailAddress', 'a@posta.example', 'T')),
      'unsaid',
    ],
    ['numbers of two schools', person(undefined, plain('ext:studentId', '1')), person(undefined, plain('ext:studentId', '2')), 'unsaid'],
    [
      'a number of another state',
      person(undefined, plain('nationalIdentityNumber', CODE)),
      person(undefined, plain('nationalIdentityNumber', '12345678Z')),
      'unsaid',
    ],
  ])('%s', async (_, one, other, agreement) => {
    expect(concluded(await comparePersons(one, other))).toBe(agreement)
    expect(concluded(await comparePersons(other, one))).toBe(agreement)
  })
})

describe('what the relying party knows', () => {
  const compared = async (recipient: string, ...identities: ShownPerson['identities']) =>
    (await compareRecipient({ recipient, shown: [{ holder: {}, identities }] })).code

  test.each([
    [
      'a hash of nobody knows what',
      { hashed: true, identityHash: identityHash({ identity: 'mario@posta.example', salt: 'S' }), salt: 'S' },
    ],
    ['a student number', plain('ext:studentId', '123456')],
    ['a telephone number', plain('phoneNumber', '+39 02')],
    ['an address', plain('emailAddress', 'mario@posta.example')],
    ['a number of another state', plain('nationalIdentityNumber', '12345678Z')],
  ])('a tax code is not compared with %s', async (_, identity) => {
    expect(await compared(CODE, identity)).toBe('holder.no-recipient')
  })

  test('a number that the document has matches, and one that it has not is left open', async () => {
    expect(await compared('123456', plain('ext:studentId', '123456'))).toBe('holder.recipient-matches')
    expect(await compared('999999', plain('ext:studentId', '123456'))).toBe('holder.no-recipient')
  })

  test('a tax code is the same with letters in place of digits, and another one is another person', async () => {
    for (const identity of [plain('nationalIdentityNumber', OMOCODIA), hashed('nationalIdentityNumber', OMOCODIA)])
      expect(await compared(CODE, identity)).toBe('holder.recipient-matches')
    expect((await compareRecipient({ recipient: OTHER, shown: [{ holder: { taxCode: CODE }, identities: [] }] })).code).toBe(
      'holder.other-recipient',
    )
    expect(await compared(OTHER, hashed('nationalIdentityNumber', CODE))).toBe('holder.other-recipient')
  })

  test('more than anybody knows of a person is not compared', async () => {
    const names = Array.from({ length: 13 }, (_, index) => `a${index}@posta.example`).join(', ')
    expect(await compared(names, plain('emailAddress', 'a1@posta.example'))).toBe('holder.no-recipient')
  })

  test('one of several addresses is enough, and none of them is another person', async () => {
    const both = [hashed('emailAddress', 'vecchio@posta.example'), hashed('emailAddress', 'mario@posta.example', 'T')]
    expect(await compared('Mario@posta.example', ...both)).toBe('holder.recipient-matches')
    expect(await compared('anna@posta.example', ...both)).toBe('holder.other-recipient')
  })

  test('the facts say of what kind it agrees and differs, and never what', async () => {
    const step = await compareRecipient({
      recipient: `altro@posta.example, ${CODE}`,
      shown: [
        {
          holder: { name: 'Mario Rossi' },
          identities: [plain('emailAddress', 'mario@posta.example'), hashed('nationalIdentityNumber', CODE), plain('ext:studentId', '1')],
        },
      ],
    })
    expect(step).toMatchObject({ code: 'holder.other-recipient', facts: { agree: 'tax-code', differ: 'email', open: 2 } })
  })
})

describe('the documents of a record', () => {
  const judged = async (persons: readonly ShownPerson[]) =>
    (await ofOnePerson({ persons, results: [] })).map(({ code, facts }) => [code, facts])
  const hashes = (count: number) => Array.from({ length: count }, (_, index) => hashed('nationalIdentityNumber', OTHER, `S${index}`))

  test('that are of one person, or name nobody, add nothing', async () => {
    expect(await judged([person('Mario Rossi'), person('Rossi Mario'), person(undefined)])).toEqual([])
  })

  test('are held each against each, not only against the first', async () => {
    const [one, other] = [plain('emailAddress', 'anna@posta.example'), plain('emailAddress', 'bruno@posta.example')]
    expect(await judged([person('Mario Rossi'), person(undefined, one), person(undefined, other)])).toEqual([
      ['holder.another-inside', { strangers: 1 }],
    ])
  })

  test('with more identities than people have are not compared without end', async () => {
    expect(await judged([person(undefined, plain('nationalIdentityNumber', CODE)), person(undefined, ...hashes(255))])).toEqual([
      ['holder.another-inside', { strangers: 1 }],
    ])
    expect(await judged([person(undefined, plain('nationalIdentityNumber', CODE)), person(undefined, ...hashes(256))])).toEqual([
      ['holder.many-inside', { named: 257 }],
    ])
    const codes = Array.from({ length: 5 }, (_, day) => plain('nationalIdentityNumber', `RSSMRA80A0${day + 1}F205X`))
    expect(await judged([person(undefined, ...codes), person(undefined, ...hashes(57))])).toEqual([['holder.many-inside', { named: 62 }]])
  })
})
