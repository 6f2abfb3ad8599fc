import { namedIn, translationsShape } from '../attestation/index.ts'
import { decisionRefShape, organisationShape, replacedShape } from '../attestation/shape.ts'
import type { JsonObject } from '../json/index.ts'
import { type Infer, object, oneOf, optional, text } from '../shape/index.ts'
import type { BadgeContent, Mapping } from './content.ts'

/** Names the form of the record, and by it the mapping: another one has another number. */
export const RECORD_GENRES: Readonly<Record<Mapping, string>> = {
  1: 'https://attesta.example/ns/open-badge/1',
  2: 'https://attesta.example/ns/open-badge/2',
}

export function mappingOf(genre: string | undefined): Mapping | undefined {
  return genre === RECORD_GENRES[1] ? 1 : genre === RECORD_GENRES[2] ? 2 : undefined
}

const line = text({ max: 1000 })

/** What of an attestation has no property of its own in a badge, as JSON in a text: so that it is signed in its order and whole. */
export const recordShape = object({
  digest: text({ pattern: /^[A-Za-z0-9_-]{43}$/ }),
  kind: oneOf('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'),
  title: line,
  title_i18n: optional(translationsShape),
  body: organisationShape,
  titular: organisationShape,
  decision: optional(decisionRefShape),
  replaces: optional(replacedShape),
  rulePack: object({ id: line, version: line }),
})

export type BadgeRecord = Infer<typeof recordShape>

export function composeRecord({ digest, kind, title, body, titular, decision, replaces, rulePack }: BadgeContent): JsonObject {
  return {
    digest,
    kind,
    ...namedIn('title', title),
    body: { ...body },
    titular: { ...titular },
    ...(decision === undefined ? {} : { decision: { ...decision } }),
    ...(replaces === undefined ? {} : { replaces: { ...replaces } }),
    rulePack: { ...rulePack },
  }
}
