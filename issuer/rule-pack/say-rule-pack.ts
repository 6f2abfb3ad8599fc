import { evidenceTerm } from './evidence-term.ts'
import type { RulePack } from './rule-pack.ts'
import type { CommissionRole, Composition, Origin } from './shape.ts'

export type PackLanguage = 'it' | 'en'

/** One rule in words: what it is about, what it says, and where that comes from; no source is a working default. */
export interface Said {
  /** Stable over packs and versions: by it two packs are laid beside each other. */
  readonly id: string
  readonly section: Section
  readonly about: string
  readonly says: string
  /** The part of `says` that is Italian in every language: names of acts, and of sections of a repertory. */
  readonly italian?: string
  readonly origin: Origin
}

export const SECTIONS = [
  'appointment',
  'commission',
  'exceptions',
  'offices',
  'documents',
  'terms',
  'volunteering',
  'retention',
  'other',
] as const
export type Section = (typeof SECTIONS)[number]

const dayCount = (days: number) => (days === 1 ? 'un giorno' : `${days} giorni`)
const dayCountInEnglish = (days: number) => (days === 1 ? 'one day' : `${days} days`)

const WORDS = {
  it: {
    appointedBy: 'Chi nomina la commissione',
    profile: 'Commissione per un profilo intero',
    competence: 'Commissione per singole competenze',
    from: 'da',
    orMore: 'o più',
    ofSector: 'del settore certificato',
    afterCourse: 'solo se l’esame conclude un corso',
    quorum: 'Quanti devono essere presenti',
    all: 'tutti i componenti',
    members: 'Quanti siedono, almeno',
    conflict: 'Chi non può sedere',
    or: ' o ',
    tieOf: (relations: string, years: number) =>
      years === 0
        ? `chi è ${relations} della persona`
        : `chi è ${relations} della persona, o lo è stato ${years === 1 ? 'nell’ultimo anno' : `negli ultimi ${years} anni`}`,
    declaredTie: 'chi dichiara un conflitto',
    nobodyJudges: 'nessuno giudica sé stesso',
    reason: 'Chi può sedere solo con una motivazione',
    reasonOf: (years: number) => `chi ha avuto uno di questi legami, finito da meno di ${years === 1 ? 'un anno' : `${years} anni`}`,
    presenting: 'Chi lavora per l’ente che presenta la persona',
    presentingBody: { blocks: 'non può sedere', 'asks-reason': 'può sedere con una motivazione', free: 'può sedere' },
    fee: 'Compenso',
    feeOf: (sitting: string, candidate: string) => `${sitting} a seduta, ${candidate} per ogni persona esaminata`,
    declaration: 'Dichiarazione di assenza di conflitti',
    declared: 'ogni componente, per ogni persona, prima di vedere il dossier',
    undeclared: 'non richiesta',
    remedy: 'Rimedio contro un diniego',
    reading: 'Sala di lettura',
    readFor: (days: number) =>
      `ogni componente legge il dossier dopo la dichiarazione, fino ${days === 0 ? 'al giorno della seduta' : `a ${dayCount(days)} dopo la seduta`}`,
    time: 'Quanto dura una seduta',
    notice: 'Preavviso di una seduta',
    noticeOf: (days: number) => `chi è convocato lo sa almeno ${dayCount(days)} prima`,
    timeOf: (person: number, most: number, travel: number) =>
      `${person} minuti per ogni persona, al massimo ${most} in tutto; chi deve spostarsi in un’altra sede ha ${travel} minuti`,
    mixed: 'Indipendenza',
    notAll: 'non tutti i componenti possono venire dall’ente che presenta la persona',
    mayAll: 'nessun limite sull’ente di provenienza',
    exception: 'Via eccezionale',
    office: { reception: 'Accoglienza', tutoring: 'Accompagnamento', assessment: 'Accertamento', release: 'Rilascio' },
    needed: (application: boolean, commission: boolean) =>
      [application ? 'per la domanda' : '', commission ? 'per chiedere la commissione' : ''].filter(Boolean).join(' e ') || 'facoltativo',
    days: (days: number) => `entro ${dayCount(days)}`,
    permanent: 'per sempre',
    years: (years: number) => (years === 1 ? 'per un anno' : `per ${years} anni`),
    evidence: (name: string) => `Evidenza: ${name}`,
    ownTerm: (time: string) => `${time} da quando la pratica finisce`,
    asDossier: (time: string) => `come il dossier, ${time}`,
    volunteering: 'Ore di volontariato prima dell’individuazione',
    volunteered: (hours: number, months: number, act: string) =>
      `almeno ${hours} ore in ${months === 1 ? 'un mese' : `${months} mesi`}, su richiesta della persona, in un ente del terzo settore (${act})`,
    ending: 'Quali mesi contano',
    endingOn: { 'any-day': 'mesi qualsiasi uno dopo l’altro, fino a oggi', today: 'quelli che finiscono oggi' },
    excluded: 'Sezioni che non si certificano',
    number: 'Numero dell’attestato',
    numbered: (series: string, digits: number) => `serie ${series}, anno e ${digits} cifre`,
    outside: 'arriva dal registro della Regione: la pratica lo aspetta',
  },
  en: {
    appointedBy: 'Who appoints the commission',
    profile: 'Commission for a whole profile',
    competence: 'Commission for single competences',
    from: 'from',
    orMore: 'or more',
    ofSector: 'of the certified sector',
    afterCourse: 'only where the exam ends a course',
    quorum: 'How many must be present',
    all: 'all members',
    members: 'How many sit, at least',
    conflict: 'Who may not sit',
    or: ' or ',
    tieOf: (relations: string, years: number) =>
      years === 0
        ? `whoever is the person’s ${relations}`
        : `whoever is the person’s ${relations}, or was in the last ${years === 1 ? 'year' : `${years} years`}`,
    declaredTie: 'whoever declares a conflict',
    nobodyJudges: 'nobody judges themselves',
    reason: 'Who may sit only with a written reason',
    reasonOf: (years: number) => `whoever had one of these ties, ended less than ${years === 1 ? 'a year' : `${years} years`} ago`,
    presenting: 'Who works for the body that presents the person',
    presentingBody: { blocks: 'may not sit', 'asks-reason': 'may sit with a written reason', free: 'may sit' },
    fee: 'Fee',
    feeOf: (sitting: string, candidate: string) => `${sitting} a sitting, ${candidate} for each person heard`,
    declaration: 'Declaration of no conflict',
    declared: 'each member, for each person, before seeing the dossier',
    undeclared: 'not asked for',
    remedy: 'Remedy against a refusal',
    reading: 'Reading room',
    readFor: (days: number) =>
      `each member reads the dossier after the declaration, until ${days === 0 ? 'the day of the sitting' : `${dayCountInEnglish(days)} after the sitting`}`,
    time: 'How long a sitting takes',
    notice: 'Notice of a sitting',
    noticeOf: (days: number) => `whoever is called knows of it at least ${dayCountInEnglish(days)} before`,
    timeOf: (person: number, most: number, travel: number) =>
      `${person} minutes for each person, ${most} in all at most; whoever goes to another place has ${travel} minutes`,
    mixed: 'Independence',
    notAll: 'not all members may come from the body that presents the person',
    mayAll: 'no limit on where members come from',
    exception: 'By way of exception',
    office: { reception: 'Reception', tutoring: 'Accompaniment', assessment: 'Assessment', release: 'Release' },
    needed: (application: boolean, commission: boolean) =>
      [application ? 'for the application' : '', commission ? 'to ask for a commission' : ''].filter(Boolean).join(' and ') || 'optional',
    days: (days: number) => `within ${dayCountInEnglish(days)}`,
    permanent: 'for ever',
    years: (years: number) => (years === 1 ? 'for one year' : `for ${years} years`),
    evidence: (name: string) => `Evidence: ${name}`,
    ownTerm: (time: string) => `${time} from the end of the case`,
    asDossier: (time: string) => `as the dossier, ${time}`,
    volunteering: 'Volunteering hours before individuazione',
    volunteered: (hours: number, months: number, act: string) =>
      `at least ${hours} hours in ${months === 1 ? 'one month' : `${months} months`}, at the person’s request, with a third-sector body (${act})`,
    ending: 'Which months count',
    endingOn: { 'any-day': 'any months that follow one another, up to today', today: 'those that end today' },
    excluded: 'Sections that are not certified',
    number: 'Number of the certificate',
    numbered: (series: string, digits: number) => `series ${series}, year and ${digits} digits`,
    outside: 'comes from the register of the Region: the case waits for it',
  },
}
const RELATIONS = {
  it: { tutor: 'tutor', docente: 'docente', datore: 'datore di lavoro', parente: 'parente' },
  en: { tutor: 'tutor', docente: 'trainer', datore: 'employer', parente: 'relative' },
}

/** All that a rule pack requires, in words, in the order in which a case meets it. */
export function sayRulePack(pack: RulePack, language: PackLanguage): Said[] {
  const words = WORDS[language]
  const said = (section: Section, id: string, about: string, says: string, origin: Origin): Said => ({ section, id, about, says, origin })
  const { appointedBy, compositions, commission, exceptions, offices, documents, terms, retention, exclusions, numbering, remedies, fees } =
    pack
  const { volunteering, sitting } = pack
  const sections = exclusions.sections.join(', ')
  return [
    said('appointment', 'appointedBy', words.appointedBy, appointedBy[language], appointedBy.origin),
    ...(['profile', 'competence'] as const).flatMap((of) => sayComposition({ of, composition: compositions[of], language })),
    said('commission', 'conflict', words.conflict, sayConflict(commission, language), commission.origin),
    ...(commission.reasonYears > commission.lookbackYears
      ? [said('commission', 'reason', words.reason, words.reasonOf(commission.reasonYears), commission.origin)]
      : []),
    said('commission', 'presenting', words.presenting, words.presentingBody[commission.presentingBody], commission.origin),
    said(
      'commission',
      'declaration',
      words.declaration,
      commission.declarationPerCandidate ? words.declared : words.undeclared,
      commission.origin,
    ),
    said('commission', 'reading', words.reading, words.readFor(commission.readingDays), commission.origin),
    said('commission', 'time', words.time, words.timeOf(sitting.personMinutes, sitting.mostMinutes, sitting.travelMinutes), sitting.origin),
    said('commission', 'notice', words.notice, words.noticeOf(sitting.noticeDays), sitting.origin),
    said('commission', 'mixed', words.mixed, commission.notAllFromPresentingBody ? words.notAll : words.mayAll, commission.origin),
    ...fees.map(({ role, sittingCents, candidateCents, origin }) =>
      said(
        'commission',
        `fee.${role}`,
        `${words.fee}: ${roleWords({ pack, role, language })}`,
        words.feeOf(euro(sittingCents, language), euro(candidateCents, language)),
        origin,
      ),
    ),
    ...exceptions.map(({ act, origin, ...text }) => said('exceptions', act, words.exception, text[language], origin)),
    ...offices.map(({ task, origin, ...text }) => said('offices', `office.${task}`, words.office[task], text[language], origin)),
    ...documents.map(({ class: of, neededForApplication, neededForCommission, origin, ...text }) =>
      said('documents', `document.${of}`, text[language], words.needed(neededForApplication, neededForCommission), origin),
    ),
    ...terms.map(({ id, days, origin, ...text }) => said('terms', `term.${id}`, text[language], words.days(days), origin)),
    {
      ...said(
        'volunteering',
        'volunteering.hours',
        words.volunteering,
        words.volunteered(volunteering.hours, volunteering.months, volunteering.act),
        volunteering.origin,
      ),
      italian: volunteering.act,
    },
    said('volunteering', 'volunteering.ending', words.ending, words.endingOn[volunteering.ending], volunteering.endingOrigin),
    ...retention.map(({ class: of, keep, origin, ...text }) =>
      said('retention', `retention.${of}`, text[language], of === 'dossier' ? fromTheEnd(keep, language) : sayKept(keep, language), origin),
    ),
    ...pack.evidence.map((known) => {
      const { keep, origin, own } = evidenceTerm(pack, known.class)
      const says = own ? fromTheEnd(keep, language) : words.asDossier(sayKept(keep, language))
      return said('retention', `evidence.${known.class}`, words.evidence(known[language]), says, origin)
    }),
    ...remedies.map(({ origin, ...text }, at) => said('other', `remedy.${at + 1}`, words.remedy, text[language], origin)),
    ...(exclusions.sections.length === 0
      ? []
      : [{ ...said('other', 'exclusions', words.excluded, sections, exclusions.origin), italian: sections }]),
    said('other', 'numbering', words.number, sayNumber(numbering.attestation, language), numbering.attestation.origin),
  ]
}

function sayConflict({ incompatibleRelations, lookbackYears }: RulePack['commission'], language: PackLanguage): string {
  const words = WORDS[language]
  const ties = incompatibleRelations.flatMap((relation) => (relation === 'dichiarato' ? [] : [RELATIONS[language][relation]]))
  const last = ties.slice(-2).join(words.or)
  return [
    ...(ties.length === 0 ? [] : [words.tieOf([...ties.slice(0, -2), last].join(', '), lookbackYears)]),
    ...(incompatibleRelations.includes('dichiarato') ? [words.declaredTie] : []),
    words.nobodyJudges,
  ].join('; ')
}

function sayKept(keep: string, language: PackLanguage): string {
  const { permanent, years } = WORDS[language]
  return keep === 'permanent' ? permanent : years(Number(keep.replace(/\D/g, '')))
}

const fromTheEnd = (keep: string, language: PackLanguage) =>
  keep === 'permanent' ? WORDS[language].permanent : WORDS[language].ownTerm(sayKept(keep, language))

function sayNumber({ givenBy, series, digits }: RulePack['numbering']['attestation'], language: PackLanguage): string {
  return givenBy === 'outside' ? WORDS[language].outside : WORDS[language].numbered(series, digits)
}

function sayComposition({
  of,
  composition,
  language,
}: {
  of: 'profile' | 'competence'
  composition: Composition
  language: PackLanguage
}): Said[] {
  const words = WORDS[language]
  const { roles, minimumMembers, quorum, quorumOrigin, origin } = composition
  const line = (id: string, about: string, says: string, from: Origin): Said => ({
    section: 'commission',
    id: `${of}.${id}`,
    about: `${words[of]}: ${about}`,
    says,
    origin: from,
  })
  return [
    line('members', words.members.toLowerCase(), String(minimumMembers), origin),
    ...roles.map((role) => line(`role.${role.id}`, role[language], sayRole(role, language), role.origin)),
    line('quorum', words.quorum.toLowerCase(), quorum === 'all-members' ? words.all : String(quorum), quorumOrigin),
  ]
}

function sayRole({ least, most, list, ofSector, onlyAfterCourse }: CommissionRole, language: PackLanguage): string {
  const words = WORDS[language]
  const count = most === undefined ? `${least} ${words.orMore}` : least === most ? String(least) : `${least}-${most}`
  return [count, `${words.from}: ${list[language]}`, ofSector ? words.ofSector : '', onlyAfterCourse ? words.afterCourse : '']
    .filter(Boolean)
    .join(', ')
}

/** A role in the words of the pack; one that no composition has keeps its id. */
export function roleWords({ pack, role, language }: { pack: RulePack; role: string; language: PackLanguage }): string {
  const { profile, competence } = pack.compositions
  return [...profile.roles, ...competence.roles].find(({ id }) => id === role)?.[language] ?? role
}

function euro(cents: number, language: PackLanguage): string {
  const [whole, rest] = [String(Math.floor(cents / 100)), String(cents % 100).padStart(2, '0')]
  return language === 'it' ? `${whole},${rest} €` : `€${whole}.${rest}`
}
