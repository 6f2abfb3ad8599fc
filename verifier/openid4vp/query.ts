import { ATTESTA_VCT } from '../../credential/sd-jwt-vc/index.ts'

/** Name of the one credential that a request asks for; the key of `vp_token` in the answer. */
export const CREDENTIAL_ID = 'attestato'

/**
 * The DCQL query of the page: what an employer needs, and no more (domain.md §5.4, OpenID4VP 1.0 §6).
 * Birth date and tax code are not asked for. Claims that are not selectively disclosable (title, number, dates, the stapled
 * chain) come with every presentation.
 */
export function createQuery() {
  return {
    credentials: [
      {
        id: CREDENTIAL_ID,
        format: 'dc+sd-jwt',
        meta: { vct_values: Object.values(ATTESTA_VCT) },
        claims: [{ path: ['given_name'] }, { path: ['family_name'] }, { path: ['competences', null] }],
      },
    ],
  } as const
}
