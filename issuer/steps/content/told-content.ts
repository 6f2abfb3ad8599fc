import type { LocalizedText } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import type { ToldActivity } from '../../repertory/told-activity.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { type FileRow, fileFacts } from './file-facts.ts'
import { day, type Line, type Section, same } from './line.ts'

type Db = Pick<Transaction, 'rows'>
type Write = (caseId: string, tx: Db) => Promise<Section[]>

interface Experience {
  readonly id: string
  readonly context: string
  readonly title: string
  readonly employer: string | null
  readonly from: string | null
  readonly until: string | null
  readonly hours: number | null
  readonly activities: readonly ToldActivity[]
}

interface Chosen {
  readonly id: string
  readonly name: LocalizedText
  readonly eqf: number | null
  readonly repertory: string
  readonly release: string
  readonly demo: boolean
}

const readExperiences = (caseId: string, tx: Db) =>
  tx.rows<Experience>(
    `SELECT id, context, title, employer, from_day::text AS from, until_day::text AS until, hours, activities FROM case_experience
     WHERE case_id = $1 ORDER BY position`,
    [caseId],
  )

/** An experience in one line, as the annex, the CV and the comparison with what was sealed say it. */
export function experienceLine({
  title,
  employer,
  from,
  until,
  hours,
}: Pick<Experience, 'title' | 'employer' | 'from' | 'until' | 'hours'>): Line {
  const when = [from, until].flatMap((date) => (date === null ? [] : [day(date)])).join(' – ')
  const said = (spent: string) => [title, employer, when, hours === null ? '' : `${hours} ${spent}`].filter(Boolean).join(', ')
  return [said('ore'), said('hours')]
}

const DEMO: Line = [' · dato dimostrativo', ' · demonstration data']

function activityLine({ label, code, version, area, demo }: ToldActivity): Line {
  const marks = demo ? DEMO : same('')
  return [
    `${label}. Area di attività: ${area.name} (${code}, Atlante del lavoro, edizione ${version})${marks[0]}`,
    `“${label}”. Area of activity: “${area.name}” (${code}, Atlante del lavoro, release ${version})${marks[1]}`,
  ]
}

/** First what the person did: for each experience its activities, in the words of the Atlante (domain.md §2.1). */
export const toldActivities: Write = async (caseId, tx) => {
  const experiences = (await readExperiences(caseId, tx)).filter(({ activities }) => activities.length > 0)
  return experiences.map((experience) => {
    const [it, en] = experienceLine(experience)
    return { heading: [`Attività svolte: ${it}`, `Activities: ${en}`], lines: experience.activities.map(activityLine) }
  })
}

const STRENGTH: Readonly<Record<string, Line>> = {
  piena: ['la mostra in pieno', 'shows it fully'],
  parziale: ['la mostra in parte', 'shows it in part'],
  'da-provare': ['è da provare', 'is still to be proven'],
}

/** Then what it speaks for: each chosen competence, in the words of its release, with its most significant experiences. */
export const toldCompetences: Write = async (caseId, tx) => {
  const chosen = await tx.rows<Chosen>(
    `SELECT id, competence->'name' AS name, (competence->>'eqfLevel')::int AS eqf, competence->'repertory'->>'name' AS repertory,
       competence->'repertory'->>'release' AS release, (competence->>'demo')::boolean AS demo FROM case_competence WHERE case_id = $1 ORDER BY position`,
    [caseId],
  )
  const supports = await tx.rows<{ competence_id: string; title: string; strength: string; note: string }>(
    `SELECT s.competence_id, e.title, s.strength, s.note FROM case_support s JOIN case_experience e ON e.id = s.experience_id
     WHERE s.case_id = $1 ORDER BY e.position`,
    [caseId],
  )
  return chosen.map(({ id, name, eqf, repertory, release, demo }): Section => {
    const level = eqf === null ? '' : `EQF ${eqf} · `
    const marks = demo ? DEMO : same('')
    const shown = supports.filter(({ competence_id }) => competence_id === id)
    return {
      heading: [`Competenza: ${name.it}`, `Competence: ${name.en ?? name.it}`],
      lines: [
        [`${level}${repertory}, edizione ${release}${marks[0]}`, `${level}${repertory}, release ${release}${marks[1]}`],
        ...(shown.length === 0
          ? [['Nessuna esperienza la mostra ancora.', 'No experience shows it yet.'] as const]
          : shown.map(({ title, strength, note }): Line => {
              const [it, en] = STRENGTH[strength] ?? same(strength)
              return [
                `Esperienza più significativa: ${title}, ${it}${note === '' ? '' : `. «${note}»`}`,
                `Most significant experience: ${title}, ${en}${note === '' ? '' : `. “${note}”`}`,
              ]
            })),
      ],
    }
  })
}

/** The pieces of the dossier, each with its class and, where it is of one, its experience. */
export const dossierPieces: Write = async (caseId, tx) => {
  const evidence = await tx.rows<FileRow & { title: string; class: string; experience: string | null; pack: string; version: string }>(
    `SELECT e.title, e.class, e.media_type, e.size, encode(e.sha256, 'hex') AS sha256, e.kept_until::text, e.from_person, x.title AS experience, k.rule_pack_id AS pack, k.rule_pack_version AS version
     FROM case_evidence e JOIN ivc_case k ON k.id = e.case_id LEFT JOIN case_experience x ON x.id = e.experience_id
     WHERE e.case_id = $1 AND e.erased_at IS NULL ORDER BY e.added_at, e.title`,
    [caseId],
  )
  return [
    {
      heading: ['Evidenze nel dossier', 'Evidence in the dossier'],
      lines: evidence.flatMap(({ title, class: of, experience, pack, version, ...file }): Line[] => {
        const known = rulePackOf({ id: pack, version }).evidence.find((one) => one.class === of)
        const rest = experience === null ? '' : `; ${experience}`
        return [[`${title} (${known?.it ?? of})${rest}`, `${title} (${known?.en ?? of})${rest}`], ...fileFacts(file)]
      }),
    },
  ]
}

const SECTIONS: readonly (readonly [heading: Line, contexts: readonly string[]])[] = [
  [
    ['Esperienza lavorativa', 'Work experience'],
    ['lavoro', 'tirocinio'],
  ],
  [['Istruzione e formazione', 'Education and training'], ['formazione']],
  [
    ['Volontariato e servizio civile', 'Volunteering and civil service'],
    ['volontariato', 'servizio-civile'],
  ],
  [['Altre esperienze', 'Other experiences'], ['vita']],
]

/** The sections of the Europass CV (Decision (EU) 2018/646) that the dossier can fill; the newest experience first, as there. */
export const europassSections: Write = async (caseId, tx) => {
  const experiences = await readExperiences(caseId, tx)
  const newest = [...experiences].sort((one, other) => (other.until ?? '9999').localeCompare(one.until ?? '9999'))
  return SECTIONS.flatMap(([heading, contexts]) => {
    const lines = newest
      .filter(({ context }) => contexts.includes(context))
      .flatMap((experience) => [
        experienceLine(experience),
        ...experience.activities.map(({ label }): Line => [`– ${label}`, `– “${label}”`]),
      ])
    return lines.length === 0 ? [] : [{ heading, lines }]
  })
}
