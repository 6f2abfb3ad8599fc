import { contexts as citizenship } from '@digitalbazaar/citizenship-context'
import { type Contexts, pinnedContexts, withInlineTerms } from '../../credential/contexts/index.ts'
import { readVector } from './family.ts'

const CITIZENSHIP = 'https://w3id.org/citizenship/v4rc1'
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const EXAMPLES_V1 = 'https://www.w3.org/2018/credentials/examples/v1'
const UNDEFINED_TERMS = 'https://www.w3.org/ns/credentials/undefined-terms/v2'

/** The pinned contexts, those that only published test documents use, and terms that a document brings, as the VC-API takes them. */
export const testContexts: Contexts = withInlineTerms(
  new Map([
    ...pinnedContexts,
    [CITIZENSHIP, citizenship.get(CITIZENSHIP) ?? {}],
    [EXAMPLES, readVector('w3c/contexts/credentials-examples-v2.jsonld')],
    [EXAMPLES_V1, readVector('w3c/contexts/credentials-examples-v1.jsonld')],
    [UNDEFINED_TERMS, readVector('w3c/contexts/credentials-undefined-terms-v2.jsonld')],
  ]),
)
