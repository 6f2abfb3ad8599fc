import { isDeepStrictEqual } from 'node:util'
import type { Attestation, Competence, LocalizedText, Outcome } from '../../../credential/attestation/attestation.ts'
import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import type { Line, Section } from '../content/line.ts'
import { experienceLine, toldActivities, toldCompetences } from '../content/told-content.ts'
import { readLearning } from '../read-learning.ts'

type Db = Pick<Transaction, 'rows'>
type Experience = Outcome['learning']['experiences'][number]

/** The document of trasparenza that stands for a case, and what its dossier says otherwise by now. */
export interface SinceTransparency {
  readonly attestationId: string
  /** False: another body sealed it before it handed the case over. */
  readonly own: boolean
  readonly number: string
  /** Calendar date of its issue, in Rome. */
  readonly on: string
  /** Empty: the dossier says what was sealed. */
  readonly changes: readonly Line[]
}

/**
 * Holds the dossier against what was sealed in the document of trasparenza and its annex, so that nobody has to remember that it was
 * changed. Also where another body sealed it and
 * handed the case over. Undefined where the case has no such document.
 */
export async function sinceTransparency(caseId: string, db: Db): Promise<SinceTransparency | undefined> {
  const [act] = await db.rows<{ id: string; own: boolean; number: string; record: Attestation | null }>(
    `SELECT attestation_id AS id, case_id = $1 AS own, number, record FROM attesta_act_beneath($1, 'trasparenza')`,
    [caseId],
  )
  if (!act?.record) return undefined
  const { id, own, number, record } = act
  return {
    attestationId: id,
    own,
    number,
    on: dayInRome(new Date(record.issuedAt)),
    changes: [...(await learningChanges(record.outcome, caseId, db)), ...(await competenceChanges(record.outcome, caseId, db))],
  }
}

/** The heading under which the application says the difference; whoever reads the dossier later finds it by this. */
export const DIFFERENCE: Line = ['Differenze dal documento di trasparenza', 'Differences from the document of transparency']

/** The difference as the application says it; nothing where there is none. */
export function differenceSection(since: SinceTransparency | undefined): Section[] {
  if (since === undefined || since.changes.length === 0) return []
  const { number, on, changes } = since
  const day = on.split('-').reverse().join('/')
  return [
    {
      heading: DIFFERENCE,
      lines: [
        [
          `Il dossier è cambiato dopo il documento n. ${number} del ${day}: la domanda vale con il dossier di oggi.`,
          `The dossier changed after document n. ${number} of ${day}: the application stands on the dossier of today.`,
        ],
        ...changes,
      ],
    },
  ]
}

async function learningChanges({ learning: sealed }: Outcome, caseId: string, db: Db): Promise<Line[]> {
  const now = await readLearning(caseId, db)
  const gone = without(sealed.experiences, now.experiences)
  const come = without(now.experiences, sealed.experiences)
  const changes: Line[] = []
  for (const before of gone) {
    const at = come.findIndex(({ title }) => title === before.title)
    const [after] = at < 0 ? [] : come.splice(at, 1)
    changes.push(after === undefined ? say('Esperienza tolta', 'Experience removed', said(before)) : fromTo(said(before), said(after)))
  }
  changes.push(...come.map((experience) => say('Esperienza aggiunta', 'Experience added', said(experience))))
  const shown = [...gone, ...without(now.experiences, sealed.experiences)].map((experience) => said(experience)[0])
  const activities = await sectionChanges({ caseId, annex: toldActivities, begins: 'Attività svolte: ' }, db)
  changes.push(
    ...activities.filter(({ name }) => !shown.includes(name[0])).map(({ name }) => say('Attività cambiate', 'Activities changed', name)),
  )
  return changes
}

async function competenceChanges({ competences: sealed }: Outcome, caseId: string, db: Db): Promise<Line[]> {
  const rows = await db.rows<{ competence: Competence }>('SELECT competence FROM case_competence WHERE case_id = $1 ORDER BY position', [
    caseId,
  ])
  const now = rows.map(({ competence }) => competence)
  const named = (all: readonly Competence[], { name }: Competence) => all.some((other) => other.name.it === name.it)
  const changed = now.filter((competence) => named(sealed, competence) && !sealed.some((other) => isDeepStrictEqual(other, competence)))
  const support = await sectionChanges({ caseId, annex: toldCompetences, begins: 'Competenza: ' }, db)
  const reworded = new Set(changed.map(({ name }) => name.it))
  return [
    ...sealed
      .filter((competence) => !named(now, competence))
      .map(({ name }) => say('Competenza tolta', 'Competence removed', inBoth(name))),
    ...now
      .filter((competence) => !named(sealed, competence))
      .map(({ name }) => say('Competenza aggiunta', 'Competence added', inBoth(name))),
    ...changed.map(({ name }) =>
      say('Competenza in altre parole del repertorio', 'Competence in other words of the repertory', inBoth(name)),
    ),
    ...support
      .filter(({ name, both }) => both && !reworded.has(name[0]))
      .map(({ name }) =>
        say('Cambiato come le esperienze mostrano la competenza', 'How experiences show the competence has changed', name),
      ),
  ]
}

interface SectionChange {
  readonly name: Line
  /** Whether the part is in the annex and in the dossier, with other lines. */
  readonly both: boolean
}

/** Parts of the annex that the dossier would write otherwise today. Where no annex was written there is nothing to hold it against. */
async function sectionChanges(
  { caseId, annex, begins }: { caseId: string; annex: (caseId: string, db: Db) => Promise<Section[]>; begins: string },
  db: Db,
): Promise<SectionChange[]> {
  const [filed] = await db.rows<{ content: { it: { heading: string; lines: string[] }[]; en: { heading: string }[] } | null }>(
    `SELECT content FROM case_document WHERE case_id = $1 AND class = 'allegato-trasparenza' ORDER BY created_at DESC LIMIT 1`,
    [caseId],
  )
  if (!filed?.content) return []
  const { it, en } = filed.content
  const nameOf = (heading: string) => heading.slice(heading.indexOf(': ') + 2)
  const before = new Map(
    it.flatMap(({ heading, lines }, index) =>
      heading.startsWith(begins) ? [[heading, { lines, name: [nameOf(heading), nameOf(en[index]?.heading ?? heading)] as const }]] : [],
    ),
  )
  const today = await annex(caseId, db)
  const after = new Map(
    today.map(({ heading, lines }) => [
      heading[0],
      { lines: lines.map(([text]) => text), name: [nameOf(heading[0]), nameOf(heading[1])] as const },
    ]),
  )
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((heading) => {
    const [was, is] = [before.get(heading), after.get(heading)]
    const name = (is ?? was)?.name
    return name === undefined || isDeepStrictEqual(was?.lines, is?.lines) ? [] : [{ name, both: was !== undefined && is !== undefined }]
  })
}

/** Those of the one list that the other has not, as often as they stand there. */
function without(list: readonly Experience[], other: readonly Experience[]): Experience[] {
  const rest = [...other]
  return list.filter((experience) => {
    const at = rest.findIndex((candidate) => isDeepStrictEqual(candidate, experience))
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

function said({ title, organisation, from, until, hours }: Experience): Line {
  return experienceLine({ title, employer: organisation ?? null, from: from ?? null, until: until ?? null, hours: hours ?? null })
}

const inBoth = ({ it, en }: LocalizedText): Line => [it, en ?? it]
const say = (it: string, en: string, [nameIt, nameEn]: Line): Line => [`${it}: ${nameIt}`, `${en}: ${nameEn}`]
const fromTo = (was: Line, is: Line): Line => [
  `Esperienza cambiata: era «${was[0]}», ora è «${is[0]}»`,
  `Experience changed: it was “${was[1]}”, it is “${is[1]}” now`,
]
