import type { JsonObject } from '../../credential/json/index.ts'

/** Twelve claims of an invented person, all of them disclosable: about what an attestato carries. */
export function claimsOf(n: number) {
  return {
    given_name: 'Niccolò',
    family_name: "Dell'Orto",
    birthdate: '1994-07-21',
    tax_id_code: `DLLNCL94L21A${100 + (n % 900)}X`,
    email: `persona.${n}@posta.example`,
    qualification: 'Diversity Manager',
    level: 'EQF 6',
    workload_hours: 60,
    setting: 'lavoro',
    assessed_on: '2026-02-27',
    mode: 'colloquio e prova pratica',
    participation_mode: 'in presenza',
  }
}

/** An Open Badge 3.0 of ordinary size (74 statements): achievement, criteria, one result, three alignments, a status entry. */
export function badgeOf(n: number): JsonObject {
  const base = 'https://attestati.example/orobie'
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:1000${String(n % 10_000).padStart(4, '0')}-1b2c-4d3e-8f40-5a6b7c8d9e0f`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Diversity Manager',
    description: 'Attestato di competenza rilasciato dopo la decisione della commissione.',
    issuer: {
      id: 'did:web:attestati.example:org:orobie',
      type: ['Profile'],
      name: 'Orobie Formazione e Lavoro',
      url: base,
      email: 'attestati@orobie.example',
      image: { id: `${base}/logo.png`, type: 'Image', caption: 'Logo' },
    },
    validFrom: '2026-03-01T09:00:00Z',
    validUntil: '2031-03-01T09:00:00Z',
    credentialStatus: {
      id: `${base}/status/17#${n}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(n),
      statusListCredential: `${base}/status/17`,
    },
    credentialSubject: {
      type: ['AchievementSubject'],
      activityStartDate: '2025-10-01T00:00:00Z',
      activityEndDate: '2026-02-20T00:00:00Z',
      creditsEarned: 4,
      identifier: [{ type: 'IdentityObject', identityHash: `Persona ${n}`, identityType: 'name', hashed: false, salt: 'non-usato' }],
      result: [{ type: ['Result'], resultDescription: 'urn:uuid:7f1b1b1e-7f3e-4a85-8d1b-0d3a1c2e9a01', value: '63' }],
      achievement: {
        id: `${base}/achievements/diversity-manager`,
        type: ['Achievement'],
        name: 'Diversity Manager',
        description: 'Progetta e realizza politiche di inclusione in azienda.',
        achievementType: 'Certificate',
        criteria: {
          id: `${base}/criteria`,
          narrative: 'Dossier, colloquio e prova pratica davanti alla commissione nominata dalla Camera.',
        },
        image: { id: `${base}/badge.png`, type: 'Image' },
        tag: ['inclusione', 'lavoro', 'gestione'],
        resultDescription: [
          {
            id: 'urn:uuid:7f1b1b1e-7f3e-4a85-8d1b-0d3a1c2e9a01',
            type: ['ResultDescription'],
            name: 'Punteggio',
            resultType: 'RawScore',
            valueMin: '0',
            valueMax: '100',
            requiredValue: '60',
          },
        ],
        alignment: ['1', '2', '3'].map((code) => ({
          type: ['Alignment'],
          targetCode: `24.${code}`,
          targetName: `Competenza ${code}`,
          targetFramework: 'QRSP',
          targetType: 'ext:QRSP',
          targetUrl: `https://qrsp.example/24/${code}`,
        })),
      },
    },
  }
}
