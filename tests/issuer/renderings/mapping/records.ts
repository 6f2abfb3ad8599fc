import type { Competence, Outcome } from '../../../../credential/attestation/attestation.ts'
import { checkCharacter } from '../../../../credential/tax-code.ts'
import { outcome } from '../../../fixtures/demo-people.ts'
import type { Changes } from '../../../fixtures/demo-world.ts'

// Invented: dato dimostrativo. Records as different as bodies make them.

const repertory = { name: 'QRSP Regione Lombardia', release: '2024.1', section: 'Competenze libere' }
const bare = { repertory, abilities: [], knowledge: [], esco: [], ada: [], demo: false }
const fewest: Outcome = {
  person: {
    givenName: 'Ada',
    familyName: 'Prova',
    birthDate: '2000-02-29',
    taxCode: `PRVDAA00B69A794${checkCharacter('PRVDAA00B69A794')}`,
  },
  competences: [{ ...bare, name: { it: 'Tenere in ordine il magazzino' } }],
  learning: { setting: 'informal', experiences: [] },
  assessment: { type: 'esame del dossier', mode: 'online', date: '2026-05-12', idVerification: 'none' },
}

function numbered(index: number): Competence {
  const code = `UC-${String(index + 1).padStart(2, '0')}`
  return {
    name: { it: `Unità di competenza ${code}`, en: `Unit of competence ${code}`, fr: `Unité ${code}` },
    code,
    repertory,
    eqfLevel: (index % 8) + 1,
    qnqLevel: ((index + 3) % 8) + 1,
    abilities: [`Applicare ${code}`, 'Usare gli strumenti, anche "nuovi"'],
    knowledge: [`Norme di ${code}`],
    esco: [`http://data.europa.eu/esco/skill/00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`],
    ada: [{ code: `ADA.01.02.${String(index).padStart(2, '0')}`, version: '2022' }],
    demo: index % 2 === 0,
  }
}

const fourteen = Array.from({ length: 14 }, (_, index) => numbered(index))

const kinds = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'] as const
const ofOwn = { body: { recognizedTo: { action: 'issue' as const, kinds } } }

export interface RecordCase {
  readonly changes: Changes
}

export const records = {
  'a certificate of the demo': { changes: {} },
  'a profile with fourteen competences, some levels, every language, an end': {
    changes: {
      appointment: { competences: fourteen.flatMap(({ code }) => code ?? []) },
      outcome: { ...outcome, competences: fourteen },
      attestation: {
        title: { it: 'Profilo con molte competenze', en: 'Many competences', fr: 'Beaucoup', es: 'Muchas', uk: 'Багато', ar: 'كثير' },
        number: 'BG/2026/000043',
        validUntil: '2030-12-31T12:00:00Z',
        validFrom: '2026-06-01T00:00:00Z',
      },
      decidedTitle: { it: 'Profilo con molte competenze', en: 'Many competences', fr: 'Beaucoup', es: 'Muchas', uk: 'Багато', ar: 'كثير' },
    },
  },
  'a micro-credential, which no commission decides': {
    changes: {
      ...ofOwn,
      kind: 'microcredenziale',
      outcome: { ...outcome, competences: [numbered(3)], participationMode: 'work-based', workloadHours: 40 },
      attestation: { number: 'MC-2026-7' },
    },
  },
  'a foreign name with a provisional tax code': {
    changes: {
      outcome: {
        ...outcome,
        person: { givenName: 'Đorđe Łukasz', familyName: 'Nuñez-O’Şahin', birthDate: '1979-12-31', taxCode: '12345678903' },
      },
      attestation: { number: 'BG-2026-000044' },
    },
  },
  'a document of transparency with the fewest members': {
    changes: { ...ofOwn, kind: 'trasparenza', outcome: fewest, attestation: { number: 'TR-1', title: { it: 'Magazzino' } } },
  },
  'a rettifica of a certificate': {
    changes: { attestation: { number: 'LOM-2026-000999', replaces: { number: 'LOM-2026-000007', issuedAt: '2026-05-13T08:00:00Z' } } },
  },
  'a rettifica after the recognition of the Chamber was renewed': {
    changes: {
      chamber: { validUntil: new Date('2026-05-08T00:00:00Z') },
      renewal: { validFrom: new Date('2026-05-08T00:00:00Z') },
      attestation: { number: 'LOM-2026-001000', replaces: { number: 'LOM-2026-000008', issuedAt: '2026-05-13T08:00:00Z' } },
    },
  },
  'a validation with experiences that say little': {
    changes: {
      ...ofOwn,
      kind: 'validazione',
      outcome: {
        ...fewest,
        competences: [{ ...bare, name: { it: 'Accogliere gli ospiti' }, code: 'AO-1', eqfLevel: 3 }],
        learning: {
          setting: 'formal',
          experiences: [
            { title: 'Stagione estiva' },
            { title: 'Volontariato', organisation: 'Rifugio Dimostrativo', from: '2019-06-01' },
            { title: 'Corso', hours: 12.5 },
          ],
        },
        participationMode: 'online',
      },
      attestation: { number: 'VAL-9', title: { it: 'Accoglienza', en: 'Hospitality' } },
    },
  },
} as const satisfies Readonly<Record<string, RecordCase>>
