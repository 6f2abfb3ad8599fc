/** A claim as a wallet may name it to its holder (OpenID4VCI 1.0 appendix B.2). */
export interface ClaimDescription {
  readonly path: readonly (string | number | null)[]
  readonly mandatory?: true
  readonly display: readonly { readonly name: string; readonly locale: string }[]
}

function claim(path: readonly (string | number | null)[], it: string, en: string): ClaimDescription {
  return {
    path,
    display: [
      { name: it, locale: 'it-IT' },
      { name: en, locale: 'en' },
    ],
  }
}

/** What the SD-JWT VC carries, in the order in which it is shown. */
export const SD_JWT_CLAIMS: readonly ClaimDescription[] = [
  claim(['title'], 'Titolo', 'Title'),
  claim(['given_name'], 'Nome', 'Given name'),
  claim(['family_name'], 'Cognome', 'Family name'),
  claim(['birthdate'], 'Data di nascita', 'Date of birth'),
  claim(['tax_id_code'], 'Codice fiscale', 'Tax code'),
  claim(['competences'], 'Competenze certificate', 'Certified competences'),
  claim(['competences', null, 'name'], 'Competenza', 'Competence'),
  claim(['competences', null, 'eqf_level'], 'Livello EQF', 'EQF level'),
  claim(['qualification'], 'Qualificazione', 'Qualification'),
  claim(['learning'], 'Esperienze di apprendimento', 'Learning experiences'),
  claim(['assessment'], 'Valutazione', 'Assessment'),
  claim(['workload_hours'], 'Ore', 'Hours'),
  claim(['participation_mode'], 'Modalità di partecipazione', 'Form of participation'),
  claim(['quality_assurance'], 'Garanzia di qualità', 'Quality assurance'),
  claim(['document_number'], 'Numero dell’attestato', 'Certificate number'),
  claim(['date_of_issuance'], 'Data di rilascio', 'Date of issue'),
  claim(['issuing_authority'], 'Ente titolato', 'Issuing body'),
  claim(['entitled_authority'], 'Ente pubblico titolare', 'Public authority in charge'),
  claim(['decision'], 'Verbale della commissione', 'Minutes of the commission'),
]

export const OPEN_BADGE_CLAIMS: readonly ClaimDescription[] = [
  claim(['credentialSubject', 'achievement', 'name'], 'Titolo', 'Title'),
  claim(['credentialSubject', 'identifier'], 'Persona', 'Person'),
  claim(['credentialSubject', 'achievement', 'alignment'], 'Riferimenti ai repertori', 'Framework references'),
  claim(['credentialSubject', 'result'], 'Competenze certificate', 'Certified competences'),
  claim(['issuer', 'name'], 'Ente titolato', 'Issuing body'),
  claim(['validFrom'], 'Data di rilascio', 'Date of issue'),
]
