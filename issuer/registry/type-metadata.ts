import { SD_JWT_CLAIMS } from '../oid4vci/claims.ts'
import { SD_JWT_VCT } from '../oid4vci/configurations.ts'

/** SD-JWT VC Type Metadata (draft -19 §6): how a wallet names the credential and its claims. */
export const typeMetadata = {
  vct: SD_JWT_VCT,
  name: 'Attestato di competenza',
  description: 'Certificate of competence under D.Lgs. 13/2013, issued on the decision of an examination commission.',
  display: [
    { locale: 'it-IT', name: 'Attestato di competenza', description: 'Rilasciato dopo la decisione di una commissione d’esame.' },
    { locale: 'en', name: 'Certificate of competence', description: 'Issued on the decision of an examination commission.' },
  ],
  claims: SD_JWT_CLAIMS.map(({ path, display }) => ({ path, display: display.map(({ name, locale }) => ({ locale, label: name })) })),
}
