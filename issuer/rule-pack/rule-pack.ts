import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import lombardia from '../../schemas/rule-packs/lombardia-demo-2024.json' with { type: 'json' }

const localized = z.strictObject({ it: z.string(), en: z.string() })
const numbering = z.strictObject({
  series: z.string().regex(/^[A-Z]+$/),
  digits: z.int().min(3).max(9),
  scope: z.literal('local').optional(),
  note: localized.optional(),
})

/** Rules of procedure as dated data (design.md §3). What a decree fixes stands here, never in code. */
const rulePack = z.strictObject({
  id: z.string(),
  version: z.string(),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  /** True while no decree was checked against it: shown on every case that runs under it. */
  workingDefault: z.boolean(),
  title: localized,
  note: localized,
  sources: z.array(z.string()),
  kinds: z.record(z.string(), z.strictObject({ commission: z.boolean(), fourEyes: z.boolean() })),
  /** Acts that the procedure knows and only some regions open (`EXCEPTIONS` in issuer/procedure). */
  exceptions: z.array(z.string()),
  documents: z.array(
    z.strictObject({
      class: z.string(),
      it: z.string(),
      en: z.string(),
      neededForApplication: z.boolean(),
      neededForCommission: z.boolean(),
    }),
  ),
  /** Classes of evidence that a dossier takes. */
  evidence: z.array(z.strictObject({ class: z.string(), it: z.string(), en: z.string() })),
  /** What an assessment may be made of. */
  assessmentMethods: z.array(localized),
  /** Services that hours are accounted under. */
  services: z.array(z.strictObject({ id: z.string(), it: z.string(), en: z.string() })),
  commission: z.strictObject({
    minimumMembers: z.int().min(2),
    presidents: z.literal(1),
    contentExperts: z.int().min(1),
    contentExpertOfSector: z.boolean(),
    /** `all-members`, or how many must be present. */
    quorum: z.union([z.literal('all-members'), z.int().min(2)]),
    notAllFromPresentingBody: z.boolean(),
    incompatibleRelations: z.array(z.enum(['tutor', 'docente', 'datore', 'parente'])),
    lookbackYears: z.int().min(0),
    declarationPerCandidate: z.boolean(),
    appointedBeforeSitting: z.literal(true),
  }),
  /** Competent Chamber by province. */
  chambers: z.record(z.string(), z.string()),
  exclusions: z.strictObject({ sections: z.array(z.string()) }),
  numbering: z.strictObject({
    attestation: numbering,
    trasparenza: numbering,
    validazione: numbering,
    minutes: numbering,
    case: numbering,
  }),
  judgement: z.strictObject({ outcomes: z.array(z.enum(['certificata', 'non certificata'])), reasonMinimumLength: z.int().min(3) }),
  reasons: z.array(
    z.strictObject({ id: z.string(), words: z.array(z.enum(['valido', 'sospeso', 'annullato'])), it: z.string(), en: z.string() }),
  ),
  retention: z.array(z.strictObject({ class: z.string(), keep: z.string() })),
})
export type RulePack = z.infer<typeof rulePack>

const PACKS: readonly RulePack[] = [lombardia].map((pack) => rulePack.parse(pack))

/** The pack that a case runs under: fixed when the case is opened, whatever comes later. */
export function rulePackOf({ id, version }: { id: string; version: string }): RulePack {
  const pack = PACKS.find((candidate) => candidate.id === id && candidate.version === version)
  if (pack === undefined) throw new AttestaError('rule-pack.unknown', { id, version })
  return pack
}

/** The pack in force on a day, for cases opened now. */
export function rulePackInForce(day: string): RulePack {
  const pack = PACKS.findLast((candidate) => candidate.from <= day && (candidate.until === undefined || day <= candidate.until))
  if (pack === undefined) throw new AttestaError('rule-pack.unknown', { id: day, version: '' })
  return pack
}
