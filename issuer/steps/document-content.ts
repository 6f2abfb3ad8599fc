import { z } from 'zod'
import type { Transaction } from '../db/database.ts'
import { sayInRome } from '../rome-time.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { appointmentContent } from './content/appointment-content.ts'
import type { CommissionPaper } from './content/commission-facts.ts'
import { convocationContent } from './content/convocation-content.ts'
import { declarationsContent } from './content/declarations-content.ts'
import { cited, day, type Line, type Section, same } from './content/line.ts'
import { minutesContent } from './content/minutes-content.ts'
import { revocationContent } from './content/revocation-content.ts'
import { dossierPieces, europassSections, toldActivities, toldCompetences } from './content/told-content.ts'
import { differenceSection, sinceTransparency } from './dossier/since-transparency.ts'
import { sayCount } from './say-count.ts'

const section = z.strictObject({ heading: z.string(), lines: z.array(z.string()) })

/** What a document of the case says, in the language that counts and in the one of courtesy; the paper is drawn from it. */
export const documentContent = z.strictObject({ it: z.array(section), en: z.array(section) })
export type DocumentContent = z.infer<typeof documentContent>
type Write = (caseId: string, tx: Pick<Transaction, 'rows'>) => Promise<Section[]>

/**
 * Writes down what a document says on the day on which it is made: what changes in the case afterwards does not change it. Undefined for
 * papers that the body keeps, and for acts that are sealed as data of their own.
 */
export async function composeContent(
  { class: documentClass, caseId, commissionId }: { class: string; caseId: string; commissionId?: string },
  tx: Pick<Transaction, 'rows'>,
): Promise<DocumentContent | undefined> {
  const write = (Object.hasOwn(WRITERS, documentClass) && WRITERS[documentClass]) || undefined
  if (write !== undefined) return inBoth([...(await person(caseId, tx)), ...(await write(caseId, tx))])
  if (commissionId === undefined || !isCommissionPaper(documentClass)) return undefined
  return inBoth([...(await person(caseId, tx)), ...(await COMMISSION_WRITERS[documentClass]({ commissionId, caseIds: [caseId] }, tx))])
}

/** What a sentence has in one language only is left out of the other. */
export function inBoth(sections: readonly Section[]): DocumentContent {
  const inLanguage = (index: 0 | 1) =>
    sections.map(({ heading, lines }) => ({ heading: heading[index], lines: lines.map((line) => line[index]).filter(Boolean) }))
  return { it: inLanguage(0), en: inLanguage(1) }
}

/** Papers about a commission: in the file of a case each names its person alone. */
export const COMMISSION_WRITERS = {
  nomina: appointmentContent,
  revoca: revocationContent,
  convocazione: convocationContent,
  dichiarazioni: declarationsContent,
  verbale: minutesContent,
} as const satisfies Readonly<Record<string, (paper: CommissionPaper, tx: Pick<Transaction, 'rows'>) => Promise<Section[]>>>
export type CommissionPaperClass = keyof typeof COMMISSION_WRITERS

export function isCommissionPaper(documentClass: string): documentClass is CommissionPaperClass {
  return Object.hasOwn(COMMISSION_WRITERS, documentClass)
}

const person: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ name: string; birth: string; code: string; number: string }>(
    `SELECT p.given_name || ' ' || p.family_name AS name, p.birth_date::text AS birth, p.tax_code AS code, k.number
     FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $1`,
    [caseId],
  )
  if (row === undefined) return []
  return [
    {
      heading: ['Persona', 'Person'],
      lines: [
        [row.name, row.name],
        [`Data di nascita: ${day(row.birth)}`, `Date of birth: ${day(row.birth)}`],
        [`Codice fiscale: ${row.code}`, `Tax code: ${row.code}`],
        [`Pratica: ${row.number}`, `Case: ${row.number}`],
      ],
    },
  ]
}

const SEEN: Readonly<Record<string, Line>> = {
  spid: ['SPID', 'SPID (digital identity)'],
  cie: ["carta d'identità elettronica", 'electronic identity card'],
  documento: ["documento d'identità", 'identity document'],
  'permesso-soggiorno': ['permesso di soggiorno', 'residence permit'],
  'attestazione-provvisoria': ['attestazione provvisoria', 'provisional attestation'],
}
const PLACES: Readonly<Record<string, Line>> = {
  sportello: ['allo sportello', 'at the counter'],
  telefono: ['per telefono', 'by telephone'],
  videochiamata: ['in videochiamata', 'by video call'],
  domicilio: ['a casa della persona', 'at home'],
}

const reception: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ met: string; channel: string; seen: string; interpreter: boolean; need: string; informed: boolean }>(
    `SELECT met_on::text AS met, channel, identified_with AS seen, interpreter, need, informed_at IS NOT NULL AS informed
     FROM case_reception WHERE case_id = $1`,
    [caseId],
  )
  if (row === undefined) return []
  const [placeIt, placeEn] = PLACES[row.channel] ?? [row.channel, row.channel]
  const [seenIt, seenEn] = SEEN[row.seen] ?? [row.seen, row.seen]
  return [
    {
      heading: ['Accoglienza', 'Reception'],
      lines: [
        [`Primo colloquio: ${day(row.met)}, ${placeIt}`, `First meeting: ${day(row.met)}, ${placeEn}`],
        [`Identità accertata con: ${seenIt}`, `Identity established by: ${seenEn}`],
        ...(row.interpreter ? [['Era presente un interprete.', 'An interpreter was present.'] as const] : []),
        ...(row.informed
          ? [
              [
                "La persona ha ricevuto l'informativa sui suoi dati (Reg. UE 2016/679 art. 13).",
                'The person was told how their data are used (Reg. (EU) 2016/679 art. 13).',
              ] as const,
            ]
          : []),
      ],
    },
    { heading: ['Che cosa chiede la persona', 'What the person asks for'], lines: [cited(row.need)] },
  ]
}

/** What is applied for, and on what it stands: first the activities, then each competence with its experiences, then the evidence. */
const application: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ release: string; titles: string[] | null }>(
    `SELECT repertory_release AS release, (SELECT array_agg(c.competence->'name'->>'it' ORDER BY c.position) FROM case_competence c
       WHERE c.case_id = a.case_id) AS titles FROM case_application a WHERE case_id = $1`,
    [caseId],
  )
  return [
    {
      heading: ['La persona chiede di certificare', 'The person applies to have certified'],
      lines: [
        ...(row?.titles ?? []).map(same),
        ...(row === undefined ? [] : [[`Repertorio: ${row.release}`, `Repertory: ${row.release}`] as const]),
      ],
    },
    ...(await dossier(caseId, tx)),
    ...differenceSection(await sinceTransparency(caseId, tx)),
  ]
}

const transparency: Write = async (caseId, tx) => [...(await toldActivities(caseId, tx)), ...(await toldCompetences(caseId, tx))]
const dossier: Write = async (caseId, tx) => [...(await transparency(caseId, tx)), ...(await dossierPieces(caseId, tx))]

/** What a refusal must say beside its reasons (L. 241/1990 art. 3 c. 4), in the words of the rule pack; what nobody read says so. */
const remedies: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ id: string; version: string }>(
    'SELECT rule_pack_id AS id, rule_pack_version AS version FROM ivc_case WHERE id = $1',
    [caseId],
  )
  if (row === undefined) return []
  const { remedies: all } = rulePackOf(row)
  const unread = all.some(({ origin }) => 'default' in origin)
  return [
    {
      heading: unread
        ? ['Che cosa può fare la persona (indicazioni provvisorie, da confermare)', 'What the person can do (provisional, to be confirmed)']
        : ['Che cosa può fare la persona', 'What the person can do'],
      lines: all.map(({ it, en }): Line => [it, en]),
    },
  ]
}

/** What the commission that decided did not certify, all of it or a part: each competence with why, by which minutes; what one before judged decides nothing. */
const refusal: Write = async (caseId, tx) => {
  const judged = await tx.rows<{
    it: string
    en: string | null
    certified: boolean
    reason: string
    minutes: string
    commission: string
    chamber: string
    at: Date
  }>(
    `SELECT c.competence->'name'->>'it' AS it, c.competence->'name'->>'en' AS en, j.outcome = 'certificata' AS certified, j.reason, m.number AS minutes, m.sat_at AS at,
       n.act_number AS commission, o.name AS chamber
     FROM decision_outcome x JOIN decision d ON d.id = x.decision_id JOIN judgement j ON j.case_id = x.case_id AND j.sitting_id = d.sitting_id
       JOIN case_competence c ON c.id = j.competence_id JOIN minutes m ON m.sitting_id = d.sitting_id JOIN commission n ON n.id = m.commission_id JOIN organisation o ON o.id = n.organisation_id
     WHERE x.case_id = $1 AND x.corrects IS NULL ORDER BY c.position`,
    [caseId],
  )
  const [first] = judged
  if (first === undefined) return decision(caseId, tx)
  const when = (language: 'it' | 'en') => sayInRome({ at: first.at, language })
  const refused = judged.filter(({ certified }) => !certified)
  const count = sayCount({ certified: judged.length - refused.length, of: judged.length })
  return [
    {
      heading: ['Esito', 'Outcome'],
      lines: [
        refused.length === judged.length
          ? ['La commissione non ha certificato nessuna competenza.', 'The commission certified no competence.']
          : [`${count.it}.`, `${count.en}.`],
        [`Verbale ${first.minutes}, seduta del ${when('it')}`, `Minutes ${first.minutes}, sitting of ${when('en')}`],
        [
          `Commissione nominata da ${first.chamber} con atto ${first.commission}`,
          `Commission appointed by ${first.chamber} with act ${first.commission}`,
        ],
      ],
    },
    ...refused.map(
      ({ it, en, reason }): Section => ({ heading: [it, en ?? it], lines: [['Non certificata.', 'Not certified.'], cited(reason)] }),
    ),
    ...(await remedies(caseId, tx)),
  ]
}

const decision: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ admitted: boolean; reason: string; by: string; at: Date }>(
    `SELECT x.admitted, x.reason, a.name AS by, x.decided_at AS at FROM case_application x JOIN account a ON a.id = x.decided_by WHERE x.case_id = $1`,
    [caseId],
  )
  if (row === undefined) return []
  const found = await tx.rows<{ it: string; en: string | null; reason: string }>(
    `SELECT c.competence->'name'->>'it' AS it, c.competence->'name'->>'en' AS en, v.reason
     FROM case_validation v JOIN case_competence c ON c.id = v.competence_id WHERE v.case_id = $1 AND NOT v.validated ORDER BY c.position`,
    [caseId],
  )
  const when = (language: 'it' | 'en') => sayInRome({ at: row.at, language })
  const outcome: Section = row.admitted
    ? { heading: ['Esito', 'Outcome'], lines: [[`La domanda è ammessa (${when('it')}).`, `The application is admitted (${when('en')}).`]] }
    : {
        heading: ['Esito', 'Outcome'],
        lines: [[`La domanda non è ammessa (${when('it')}).`, `The application is not admitted (${when('en')}).`]],
      }
  const reasons: Section = { heading: ['Motivi', 'Reasons'], lines: [cited(row.reason), [`Ha deciso: ${row.by}`, `Decided by: ${row.by}`]] }
  if (found.length === 0) return row.admitted ? [outcome, reasons] : [outcome, reasons, ...(await remedies(caseId, tx))]
  return [
    {
      heading: ['Esito', 'Outcome'],
      lines: [['Nessuna competenza è stata validata.', 'No competence was validated.']],
    },
    ...found.map(({ it, en, reason }): Section => ({ heading: [it, en ?? it], lines: [cited(reason)] })),
    ...(await remedies(caseId, tx)),
  ]
}

const plan: Write = async (caseId, tx) => {
  const [row] = await tx.rows<{ at: Date; place: string; methods: string[]; note: string }>(
    'SELECT interview_at AS at, place, methods, note FROM case_plan WHERE case_id = $1',
    [caseId],
  )
  if (row === undefined) return []
  return [
    {
      heading: ['Accertamento', 'Assessment'],
      lines: [
        [`Quando: ${sayInRome({ at: row.at, language: 'it' })}`, `When: ${sayInRome({ at: row.at, language: 'en' })}`],
        [`Dove: ${row.place}`, `Where: ${row.place}`],
        [`Come: ${row.methods.join(', ')}`, `How: ${row.methods.join(', ')}`],
        ...(row.note === '' ? [] : [cited(row.note)]),
      ],
    },
  ]
}

const WRITERS: Readonly<Record<string, Write>> = {
  'scheda-accoglienza': reception,
  'allegato-trasparenza': transparency,
  'cv-europass': europassSections,
  dossier,
  domanda: application,
  'esito-domanda': decision,
  diniego: refusal,
  'piano-accertamento': plan,
}
