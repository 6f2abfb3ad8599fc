import type { Authority, Experience } from '../attestation/attestation.ts'
import { canonicalize, type JsonObject } from '../json/index.ts'
import type { BadgeContent } from './content.ts'
import { dayOf } from './day-of.ts'
import { composeRecord, RECORD_GENRES } from './record.ts'

/** Genre of the evidence that carries each stapled credential of the chain, and its name for people. */
export const AUTHORITY: Readonly<Record<keyof Authority, { genre: string; name: string }>> = {
  body: { genre: 'RecognizedEntityCredential', name: "Riconoscimento dell'ente titolato" },
  chamber: { genre: 'RecognizedEntityCredential', name: 'Riconoscimento della Camera di commercio' },
  commission: { genre: 'RecognizedEntityCredential', name: 'Nomina della commissione' },
  decision: { genre: 'ExamDecisionCredential', name: 'Decisione della commissione' },
  renewal: { genre: 'RecognizedEntityCredential', name: 'Riconoscimento della Camera di commercio alla data della decisione' },
}

export const OUTCOME_GENRE = 'ExamOutcome'

/**
 * What a verifier needs and a badge has no property for: the chain of authority, the claims that the decision is about, and the rest of
 * the record. Experiences stand there too, for people.
 */
export function composeEvidence(content: BadgeContent): JsonObject[] {
  const { id, authority, outcome, outcomeDigests, disclosures } = content
  const stapled = (Object.keys(AUTHORITY) as (keyof Authority)[]).flatMap((part) => {
    const narrative = authority[part]
    return narrative === undefined ? [] : [evidence({ id: `${id}#${part}`, ...AUTHORITY[part], narrative })]
  })
  return [
    ...(outcome.learning?.experiences ?? []).map((experience, index) =>
      evidence({ id: `${id}#experience-${index + 1}`, genre: 'Experience', name: experience.title, narrative: inWords(experience) }),
    ),
    evidence({
      id: `${id}#record`,
      genre: RECORD_GENRES[content.mapping],
      name: "Dati dell'attestato",
      narrative: canonicalize(composeRecord(content)),
    }),
    evidence({
      id: `${id}#outcome`,
      genre: OUTCOME_GENRE,
      name: 'Esito, come lo conosce la decisione',
      narrative: [outcomeDigests.join('.'), ...disclosures].join('~'),
    }),
    ...stapled,
  ]
}

function evidence({ narrative, ...members }: Record<'id' | 'genre' | 'name' | 'narrative', string>): JsonObject {
  return { ...members, type: ['Evidence'], ...(narrative === '' ? {} : { narrative }) }
}

function inWords({ organisation, from, until, hours }: Experience): string {
  return [
    organisation,
    from && `dal ${dayOf(from)}`,
    until && `al ${dayOf(until)}`,
    hours !== undefined && `${String(hours).replace('.', ',')} ore`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ')
}
