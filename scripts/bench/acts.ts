import type { Attestation } from '../../credential/attestation/attestation.ts'
import { saltPaths } from '../../credential/attestation/index.ts'
import { composeAppointment, composeDecision, composeRecognition, sealAuthority } from '../../credential/chain/index.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import { drawSalts } from '../../credential/sd-jwt/index.ts'

const ORGANISATIONS = 'did:web:attestati.example:org'
const [REGION, CHAMBER, BODY] = [`${ORGANISATIONS}:regione`, `${ORGANISATIONS}:camera`, `${ORGANISATIONS}:orobie`]
const RULES = { id: 'lombardia-ivc', version: '1' }
const COMMISSION = { id: 'urn:uuid:11111111-1111-4111-8111-111111111111', legalName: "Commissione d'esame 12/2026" }
const APPOINTED = new Date('2026-05-04T08:00:00Z')
const SAT = new Date('2026-05-12T08:00:00Z')

/** Whoever vouches for the acts, each link sealed: by one key, which is as long as each having its own. */
export async function authorityOf(signer: Signer): Promise<Attestation['authority']> {
  const seal = (payload: Parameters<typeof sealAuthority>[0]['payload']) =>
    sealAuthority({ payload, signer, kid: `${REGION}#${signer.kid}` })
  const recognition = {
    region: REGION,
    act: { number: 'D.D. 123', date: '2025-02-01' },
    register: 'https://attestati.example/org/regione/withdrawals',
    validFrom: new Date('2025-02-01T00:00:00Z'),
  }
  return {
    body: await seal(
      composeRecognition({
        ...recognition,
        id: 'urn:uuid:22222222-2222-4222-8222-222222222222',
        entity: { id: BODY, legalName: 'Orobie Formazione e Lavoro' },
        recognizedTo: { action: 'issue', kinds: ['certificato'] },
      }),
    ),
    chamber: await seal(
      composeRecognition({
        ...recognition,
        id: 'urn:uuid:33333333-3333-4333-8333-333333333333',
        entity: { id: CHAMBER, legalName: 'Camera di commercio di Bergamo' },
        recognizedTo: { action: 'appoint', provinces: ['BG'] },
      }),
    ),
    commission: await seal(
      composeAppointment({
        id: 'urn:uuid:44444444-4444-4444-8444-444444444444',
        chamber: CHAMBER,
        commission: COMMISSION,
        province: 'BG',
        competences: ['DM-1', 'DM-2'],
        profiles: ['DM'],
        act: { number: '12/2026', date: '2026-05-04' },
        appointedAt: APPOINTED,
      }),
    ),
    decision: await seal(
      composeDecision({
        id: 'urn:uuid:55555555-5555-4555-8555-555555555555',
        chamber: CHAMBER,
        commission: COMMISSION.id,
        minutes: { number: 'V-2026-7', date: '2026-05-12' },
        satAt: SAT,
        closedBy: 'A'.repeat(43),
        sealedAt: new Date('2026-05-12T10:00:00Z'),
        quorum: { required: 2, present: 2 },
        body: BODY,
        rulePack: RULES,
        outcomes: drawSalts(12).map((salt) => salt.padEnd(43, 'A')),
      }),
    ),
  }
}

/** An act of an invented person: dato dimostrativo. */
export function actOf(n: number, authority: Attestation['authority']): Attestation {
  const organisation = (id: string, legalName: string) => ({
    id,
    legalName,
    legalBasis: 'Albo regionale n. 42',
    country: 'IT',
    region: 'ITC4',
  })
  const outcome: Attestation['outcome'] = {
    person: { givenName: 'Niccolò', familyName: `Dell'Orto ${n}`, birthDate: '1994-07-21', taxCode: 'DLLNCL94L21A794X' },
    competences: [1, 2].map((index) => ({
      name: {
        it: `Presidiare le attività di reclutamento e selezione del personale in ottica di valorizzazione delle differenze ${index}`,
      },
      code: `DM-${index}`,
      repertory: { name: 'QRSP Regione Lombardia', release: '2019', section: 'Profili professionali' },
      eqfLevel: 6,
      abilities: ['Scrivere annunci senza pregiudizi', 'Condurre un colloquio'],
      knowledge: ['Norme contro le discriminazioni'],
      esco: [],
      ada: [],
      demo: true,
    })),
    learning: { setting: 'informal', experiences: [] },
    assessment: { type: 'colloquio', mode: 'presential', date: '2026-05-12', idVerification: 'with-id' },
  }
  const paths = saltPaths(outcome)
  const salts = drawSalts(paths.length)
  return {
    version: 1,
    id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    kind: 'certificato',
    number: `LOM-2026-${String(n).padStart(6, '0')}`,
    title: { it: 'Diversity Manager' },
    issuedAt: '2026-05-15T10:00:00Z',
    validFrom: '2026-05-15T10:00:00Z',
    titular: organisation(REGION, 'Regione Lombardia'),
    body: organisation(BODY, 'Orobie Formazione e Lavoro'),
    outcome,
    salts: Object.fromEntries(paths.map((path, index) => [path, salts[index] ?? ''])),
    decision: {
      minutes: { number: 'V-2026-7', date: '2026-05-12' },
      satAt: '2026-05-12T08:00:00Z',
      commission: { id: COMMISSION.id, actNumber: '12/2026', appointedAt: '2026-05-04T08:00:00Z' },
      chamber: { id: CHAMBER, legalName: 'Camera di commercio di Bergamo' },
      releasedBy: 'A'.repeat(43),
    },
    authority,
    rulePack: RULES,
    status: {
      index: n,
      tokenList: 'https://attestati.example/status/1/token',
      bitstringList: 'https://attestati.example/status/1/revocation',
    },
  }
}
