import { randomBytes, randomUUID } from 'node:crypto'
import type { Attestation, Outcome } from '../../../credential/attestation/attestation.ts'
import { saltPaths } from '../../../credential/attestation/index.ts'

const repertory = { name: 'Quadro Regionale degli Standard Professionali', release: '2024-01', section: 'competenze libere' }

const outcome: Outcome = {
  person: { givenName: 'Niccolò', familyName: "D'Àmico", birthDate: '1988-03-09', taxCode: 'DMCNCL88C09A794X' },
  competences: [
    {
      name: { it: 'Diversity management nei contesti di lavoro', en: 'Diversity management at work' },
      code: 'DEMO-1',
      repertory,
      eqfLevel: 6,
      abilities: ['Progettare interventi'],
      knowledge: ['Normativa sulle pari opportunità'],
      esco: [],
      ada: [],
      demo: true,
    },
    {
      name: { it: 'Analisi organizzativa', en: 'Organisational analysis' },
      code: 'DEMO-2',
      repertory,
      eqfLevel: 6,
      abilities: ['Analizzare processi'],
      knowledge: ['Metodi di analisi'],
      esco: [],
      ada: [],
      demo: true,
    },
  ],
  learning: { setting: 'non-formal', experiences: [{ title: 'Servizio presso una cooperativa', hours: 120 }] },
  assessment: { type: 'colloquio', mode: 'presential', date: '2026-11-20', idVerification: 'with-id' },
}

/** An attestation as the release leaves it; its chain is not what is looked at here. */
export function attestationOf({
  id = randomUUID(),
  did,
  list,
  index,
}: {
  id?: string
  did: string
  list: string
  index: number
}): Attestation {
  const issuedAt = '2026-11-24T09:00:00Z'
  return {
    version: 1,
    id: `urn:uuid:${id}`,
    kind: 'certificato',
    number: `LOM-2026-${id.slice(0, 8)}`,
    title: { it: 'Diversity Manager', en: 'Diversity Manager' },
    issuedAt,
    validFrom: issuedAt,
    titular: {
      id: 'did:web:localhost%3A4000:org:regione-lombardia',
      legalName: 'Regione Lombardia (dimostrativa)',
      legalBasis: 'D.Lgs. 13/2013',
      country: 'IT',
      region: 'ITC4',
    },
    body: { id: did, legalName: 'Orobie Formazione e Lavoro', legalBasis: 'Decreto dimostrativo 1/2025', country: 'IT', region: 'ITC4' },
    outcome,
    salts: Object.fromEntries(saltPaths(outcome).map((path) => [path, randomBytes(16).toString('base64url')])),
    decision: {
      minutes: { number: '12/2026', date: '2026-11-20' },
      satAt: '2026-11-20T08:00:00Z',
      commission: { id: `urn:uuid:${randomUUID()}`, actNumber: '7/2026', appointedAt: '2026-11-02T08:00:00Z' },
      chamber: { id: 'did:web:localhost%3A4000:org:camera-bergamo', legalName: 'Camera di Commercio di Bergamo (dimostrativa)' },
      releasedBy: 'A'.repeat(43),
    },
    authority: { body: 'e30.e30.AA', chamber: 'e30.e30.AA', commission: 'e30.e30.AA', decision: 'e30.e30.AA' },
    rulePack: { id: 'lombardia-demo', version: '2024' },
    status: { index, tokenList: `${list}/token`, bitstringList: `${list}/revocation` },
  }
}
