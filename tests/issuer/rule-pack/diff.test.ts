import { expect, test } from 'vitest'
import { diffRulePacks } from '../../../issuer/rule-pack/diff.ts'
import { PACKS, rulePackInForce } from '../../../issuer/rule-pack/rule-pack.ts'
import { sayRulePack } from '../../../issuer/rule-pack/say-rule-pack.ts'

const pack = (region: string) => rulePackInForce({ region, day: '2026-11-28' })

test('every rule of every pack is said once, in both languages, with a source or as a default', () => {
  for (const rules of PACKS) {
    const [it, en] = [sayRulePack(rules, 'it'), sayRulePack(rules, 'en')]
    expect(it.map(({ id, origin }) => ({ id, origin }))).toEqual(en.map(({ id, origin }) => ({ id, origin })))
    expect(new Set(it.map(({ id }) => id)).size).toBe(it.length)
    expect(it.filter(({ about, says }) => about === '' || says === '')).toEqual([])
  }
})

test('a value that no source gives is said to be a default, one that an act gives names the act', () => {
  const said = new Map(sayRulePack(pack('ITG1'), 'it').map((rule) => [rule.id, rule]))
  expect(said.get('conflict')?.origin).toEqual({ default: true })
  expect(said.get('profile.role.esperto-valutazione')).toMatchObject({
    says: '1, da: esperti di valutazione',
    origin: { source: 'D.P. Regione Siciliana 7 marzo 2018 n. 6, art. 10' },
  })
})

test('a pack beside itself has no difference', () => {
  for (const rules of PACKS) expect(diffRulePacks(rules, rules, 'it')).toEqual([])
})

test('from Lombardia to Toscana: who appoints changes, a role goes and others come', () => {
  const differences = new Map(diffRulePacks(pack('ITC4'), pack('ITI1'), 'en').map((difference) => [difference.id, difference]))
  expect(differences.get('appointedBy')).toMatchObject({
    before: { says: 'the Chamber of Commerce of the province' },
    after: { says: 'the Region, through its competent office' },
  })
  expect(differences.get('profile.role.esperto')?.after).toBeUndefined()
  expect(differences.get('profile.role.membro-ente')?.before).toBeUndefined()
  expect(differences.get('profile.role.esperto-settore')?.after?.says).toMatch(/^2, /)
  expect(differences.get('competence.role.esperto-settore')?.after?.says).toMatch(/^1, /)
  expect(differences.has('term.esito-domanda')).toBe(false)
})

test('a value that stays and gets a source is a difference', () => {
  const before = pack('ITC4')
  const after = { ...before, commission: { ...before.commission, origin: { source: 'Atto di prova, art. 1' } } }
  expect(diffRulePacks(before, after, 'it').map(({ id }) => id)).toEqual([
    'conflict',
    'reason',
    'presenting',
    'declaration',
    'reading',
    'mixed',
  ])
})

test('reads as a sentence in both languages: ties, years, money; what is in Italian alone is marked', () => {
  const lazio = pack('ITI4')
  const once = { ...lazio, commission: { ...lazio.commission, lookbackYears: 1, reasonYears: 1, readingDays: 1 } }
  const says = (rules: typeof lazio, language: 'it' | 'en') => new Map(sayRulePack(rules, language).map((rule) => [rule.id, rule]))
  expect(says(lazio, 'it').get('conflict')?.says).toBe(
    'chi è tutor, docente, datore di lavoro o parente della persona, o lo è stato negli ultimi 2 anni; chi dichiara un conflitto; nessuno giudica sé stesso',
  )
  expect(says(once, 'en').get('conflict')?.says).toBe(
    'whoever is the person’s tutor, trainer, employer or relative, or was in the last year; whoever declares a conflict; nobody judges themselves',
  )
  expect(says(once, 'it').get('reading')?.says).toMatch(/fino a un giorno dopo la seduta$/)
  expect(says(lazio, 'it').get('fee.presidente')?.says).toMatch(/^120,00 € /)
  expect(says(lazio, 'en').get('fee.presidente')?.says).toMatch(/^€120\.00 /)
  for (const rules of PACKS)
    for (const { says: text, italian } of [...says(rules, 'en').values()]) if (italian !== undefined) expect(text).toContain(italian)
  expect(says(lazio, 'en').get('exclusions')?.italian).toBe('Figure regolamentate/abilitanti, Percorsi regolamentati')
})

test('no sentence of a pack calls itself a working value: what nobody read is marked beside it', () => {
  for (const rules of PACKS)
    expect(JSON.stringify([rules.note, rules.numbering, sayRulePack(rules, 'it'), sayRulePack(rules, 'en')])).not.toMatch(
      /valor[ei] di lavoro|working (default|value)/i,
    )
})

test('a rule of another name that says the same tells both names', () => {
  const before = pack('ITC4')
  const documents = before.documents.map((paper) => (paper.class === 'dossier' ? { ...paper, it: 'Fascicolo delle prove' } : paper))
  const [found, ...more] = diffRulePacks(before, { ...before, documents }, 'it')
  expect(more).toEqual([])
  expect(found).toMatchObject({
    about: 'Fascicolo delle prove',
    before: { about: 'Dossier delle evidenze' },
    after: { about: 'Fascicolo delle prove' },
  })
})
