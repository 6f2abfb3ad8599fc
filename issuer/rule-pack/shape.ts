import { z } from 'zod'

const words = { it: z.string().min(1), en: z.string().min(1) }
const localized = z.strictObject(words)

/** Where a value comes from: an act that was read, or nobody's reading. Whatever has no source is a default, and is shown as one. */
const origin = z.union([z.strictObject({ default: z.literal(true) }), z.strictObject({ source: z.string().min(3) })])
export type Origin = z.infer<typeof origin>

/** How long something is kept: so many years, or for good. */
const keep = z.string().regex(/^(permanent|P[1-9][0-9]?Y)$/)
/** What every pack says how long it is kept; the service erases by it. */
const KEPT = ['attestato', 'verbale', 'dossier', 'volontariato'] as const

const roleId = z.string().regex(/^[a-z][a-z-]{1,39}$/)

/** One role of a commission. `presidente` is the one that the procedure itself knows: who opens, presides and closes. */
const role = z.strictObject({
  id: roleId,
  ...words,
  /** Which list its people are taken from, in words. */
  list: localized,
  least: z.int().min(1).max(9),
  /** As many as one likes where it is left out. */
  most: z.int().min(1).max(9).optional(),
  /** Only somebody of the sector that is certified. */
  ofSector: z.boolean(),
  /** Sits only where the exam ends a course. */
  onlyAfterCourse: z.boolean(),
  origin,
})

const composition = z.strictObject({
  roles: z.array(role).min(2),
  minimumMembers: z.int().min(2).max(9),
  /** `all-members`, or how many must be present. */
  quorum: z.union([z.literal('all-members'), z.int().min(2)]),
  quorumOrigin: origin,
  origin,
})

const numbering = z.strictObject({
  series: z.string().regex(/^[A-Z]+$/),
  digits: z.int().min(3).max(9),
  scope: z.literal('local').optional(),
  note: localized.optional(),
})

/** Rules of procedure as dated data (design.md §3). What a decree fixes stands here, never in code. */
export const rulePackShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
  version: z.string().regex(/^[0-9]{1,4}$/),
  /** NUTS 2 code of the region whose rules these are. */
  region: z.string().regex(/^IT[A-Z][0-9]$/),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  /** True while no decree was checked against it: shown on every case that runs under it. */
  workingDefault: z.boolean(),
  title: localized,
  note: localized,
  sources: z.array(z.string()),
  kinds: z.record(z.string(), z.strictObject({ commission: z.boolean(), fourEyes: z.boolean() })),
  /** Acts that the procedure knows and only some regions open (`EXCEPTIONS` in issuer/procedure). */
  exceptions: z.array(z.strictObject({ act: z.string(), ...words, origin })),
  /** Who does what in a body: the words of the region for the tasks of the procedure. */
  offices: z.array(z.strictObject({ task: z.enum(['reception', 'tutoring', 'assessment', 'release']), ...words, origin })),
  documents: z.array(
    z.strictObject({ class: z.string(), ...words, neededForApplication: z.boolean(), neededForCommission: z.boolean(), origin }),
  ),
  /** Classes of evidence that a dossier takes; one that does not say how long it is kept is kept as long as the dossier. */
  evidence: z.array(z.strictObject({ class: z.string(), ...words, retention: z.strictObject({ keep, origin }).optional() })),
  /** What an assessment may be made of. */
  assessmentMethods: z.array(localized),
  /** Services that hours are accounted under. */
  services: z.array(z.strictObject({ id: z.string(), ...words })),
  appointedBy: z.strictObject({
    organisationKind: z.enum(['chamber', 'department']),
    ...words,
    /** What people call it in a sentence, with its article. */
    office: localized,
    origin,
  }),
  /** Who sits, by what is certified: a whole profile, or single competences. */
  compositions: z.strictObject({ profile: composition, competence: composition }),
  commission: z.strictObject({
    notAllFromPresentingBody: z.boolean(),
    /** Ties with a person that keep somebody from judging them, while they last and for `lookbackYears` after their end. */
    incompatibleRelations: z.array(z.enum(['tutor', 'docente', 'datore', 'parente', 'dichiarato'])),
    lookbackYears: z.int().min(0),
    /** Until how many years after its end such a tie asks for a written reason. */
    reasonYears: z.int().min(0),
    /** What it means to work for the body that presents the person. */
    presentingBody: z.enum(['blocks', 'asks-reason', 'free']),
    declarationPerCandidate: z.boolean(),
    /** For how many days after the sitting its members may read the dossiers. */
    readingDays: z.int().min(0).max(365),
    appointedBeforeSitting: z.literal(true),
    origin,
  }),
  /** How long a sitting takes, for each person and at most, and how long before its members can sit elsewhere. */
  sitting: z.strictObject({
    personMinutes: z.int().min(5).max(480),
    mostMinutes: z.int().min(30).max(600),
    travelMinutes: z.int().min(0).max(480),
    /** How many days before it whoever is called knows of it at least: a plan proposes none earlier. */
    noticeDays: z.int().min(0).max(60),
    origin,
  }),
  /** What a member is owed, by role: for a sitting, and for each person heard in it. */
  fees: z.array(z.strictObject({ role: roleId, sittingCents: z.int().min(0), candidateCents: z.int().min(0), origin })),
  /** What a body of the third sector asks of its volunteers before it may run individuazione for them: so many hours in so many months. */
  volunteering: z.strictObject({
    act: z.string().min(3),
    hours: z.int().min(1).max(5000),
    months: z.int().min(1).max(60),
    origin,
    /** Which months are looked at: any that follow one another, up to today, or those that end today. */
    ending: z.enum(['any-day', 'today']),
    endingOrigin: origin,
  }),
  /** Who appoints for a province: a Chamber, or the office of the Region, by its slug. */
  chambers: z.record(z.string().regex(/^[A-Z]{2}$/), z.string()),
  exclusions: z.strictObject({ sections: z.array(z.string()), origin }),
  /** How long a step may take, in days from the one before. */
  terms: z.array(z.strictObject({ id: z.string(), ...words, days: z.int().min(1).max(3650), origin })),
  numbering: z.strictObject({
    attestation: numbering.extend({
      /** `here`: the next of the series, at the release; `outside`: the case waits until the register of the Region has given one. */
      givenBy: z.enum(['here', 'outside']),
      origin,
    }),
    trasparenza: numbering,
    validazione: numbering,
    minutes: numbering,
    case: numbering,
  }),
  judgement: z.strictObject({ outcomes: z.array(z.enum(['certificata', 'non certificata'])), reasonMinimumLength: z.int().min(3) }),
  reasons: z.array(z.strictObject({ id: z.string(), words: z.array(z.enum(['valido', 'sospeso', 'annullato', 'sostituito'])), ...words })),
  /** What somebody can do who was refused: printed on each refusal. */
  remedies: z.array(z.strictObject({ ...words, origin })).min(1),
  retention: z.array(z.strictObject({ class: z.string(), ...words, keep, origin })),
})
export type RulePack = z.infer<typeof rulePackShape>
export type Composition = z.infer<typeof composition>
export type CommissionRole = z.infer<typeof role>

/**
 * What JSON's shape cannot say: one president in each commission, no role twice, enough people for quorum and minimum; how long everything
 * is kept, and no piece of evidence longer than the dossier, whose key opens it.
 */
export const rulePack = rulePackShape.superRefine(({ compositions, retention, evidence }, context) => {
  for (const [of, { roles, minimumMembers, quorum }] of Object.entries(compositions)) {
    const wrong = (message: string) => context.addIssue({ code: 'custom', path: ['compositions', of], message })
    const president = roles.filter(({ id }) => id === 'presidente')
    if (president.length !== 1 || president[0]?.least !== 1 || president[0].most !== 1) wrong('one president')
    if (new Set(roles.map(({ id }) => id)).size !== roles.length) wrong('a role stands twice')
    if (roles.some(({ least, most }) => most !== undefined && most < least)) wrong('a role has fewer places than it needs')
    if (quorum !== 'all-members' && quorum > minimumMembers) wrong('a quorum of more people than sit')
  }
  for (const name of KEPT)
    if (retention.filter((kept) => kept.class === name).length !== 1)
      context.addIssue({ code: 'custom', path: ['retention'], message: `says once how long ${name} is kept` })
  const dossier = yearsOf(retention.find((kept) => kept.class === 'dossier')?.keep ?? 'permanent')
  for (const [index, { retention: own }] of evidence.entries())
    if (own !== undefined && yearsOf(own.keep) > dossier)
      context.addIssue({ code: 'custom', path: ['evidence', index, 'retention', 'keep'], message: 'kept longer than the dossier' })
})

const yearsOf = (kept: string) => Number(/^P(\d+)Y$/.exec(kept)?.[1] ?? Number.POSITIVE_INFINITY)
