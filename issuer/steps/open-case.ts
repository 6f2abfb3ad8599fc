import { randomUUID } from 'node:crypto'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { requirePerson } from '../person/require-person.ts'
import { yearBefore } from '../rome-time.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { hasProvince } from '../rule-pack/provinces.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { type KnownPerson, keepPerson } from './keep-person.ts'
import { requireThat } from './require-that.ts'
import { isThirdSector } from './volunteers/change-register.ts'
import type { World } from './world.ts'

export const CHANNELS = ['sportello', 'telefono', 'videochiamata', 'domicilio'] as const
export const IDENTIFICATIONS = ['spid', 'cie', 'documento', 'permesso-soggiorno', 'attestazione-provvisoria'] as const
export const CONTEXTS = ['lavoro', 'tirocinio', 'servizio-civile', 'volontariato', 'formazione', 'vita'] as const

export interface Reception {
  /** Calendar date, `YYYY-MM-DD`. */
  readonly metOn: string
  readonly channel: (typeof CHANNELS)[number]
  readonly identifiedWith: (typeof IDENTIFICATIONS)[number]
  /** Whether an interpreter was there. */
  readonly interpreter: boolean
  /** What the person asks for, in their words. */
  readonly need: string
  /** That they were told how their data are used (Reg. (EU) 2016/679 art. 13). */
  readonly informed: boolean
  readonly note?: string | undefined
}

export interface OpenCaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly person: KnownPerson
  /** That somebody saw the card: then the letters of the codice fiscale need not be those that we would have made of the name. */
  readonly cardSeen?: boolean | undefined
  /** That somebody saw the document: what we knew otherwise of this person was wrong, and is put right. */
  readonly putRight?: boolean | undefined
  readonly reception: Reception
  readonly context?: (typeof CONTEXTS)[number] | undefined
  /** Province whose Chamber will be competent. */
  readonly province: string
  readonly demo: boolean
}

/**
 * Informazione e accoglienza: somebody comes, says what they need, and a case begins (domain.md §2.1 phase 0). Without SPID or CIE the
 * officer answers for who they are: that they were helped at the counter is written down (§5.2).
 *
 * @throws AttestaError `case.from-register`, `case.wrong-office`, `case.no-task`, `case.met-later`, `case.met-earlier`, `province.unknown`, `person.*`
 */
export async function openCase(input: OpenCaseInput, { db, now }: World): Promise<{ id: string; number: string }> {
  const organisationId = input.actor.organisation.id
  const request = { organisationId, key: input.idempotencyKey, action: 'welcome', input: { ...input, actor: undefined } }
  return db.transaction(request, async (tx) => {
    requireThat(!(await isThirdSector(organisationId, tx)), 'case.from-register')
    return receive({ ...input, at: now() }, tx)
  })
}

/** Writes the first meeting down, and the case that begins with it. */
export async function receive(
  {
    actor,
    person,
    cardSeen = false,
    putRight = false,
    reception,
    province,
    context,
    demo,
    at,
  }: Omit<OpenCaseInput, 'idempotencyKey'> & { readonly at: Date },
  tx: Transaction,
): Promise<{ id: string; number: string }> {
  const organisationId = actor.organisation.id
  const rules = await rulesOfBody({ organisationId, at }, tx)

  requireThat(actor.role === 'officer', 'case.wrong-office', { role: actor.role })
  requireThat(actor.tasks.includes('reception'), 'case.no-task', { task: 'reception' })
  requireThat(reception.metOn <= dayInRome(at), 'case.met-later')
  requireThat(reception.metOn >= yearBefore(dayInRome(at)) && reception.metOn >= person.birthDate, 'case.met-earlier')
  requireThat(hasProvince(rules, province), 'province.unknown', { province })
  const { byCard } = requirePerson({ person, cardSeen, at })

  const personId = await keepPerson({ organisationId, person, demo, putRight: putRight ? { by: actor.accountId } : undefined }, tx)
  const year = Number(dayInRome(at).slice(0, 4))
  const counter = await nextNumber({ organisationId, series: rules.numbering.case.series, year }, tx)
  const number = formatNumber({ rule: rules.numbering.case, year, counter })
  const id = randomUUID()
  await tx.rows(
    `INSERT INTO ivc_case (id, organisation_id, number, person_id, kind, province, learning_context, state, rule_pack_id, rule_pack_version,
       demo, created_at, updated_at, changed_by)
     VALUES ($1, $2, $3, $4, 'certificato', $5, $6, 'accoglienza', $7, $8, $9, $10, $10, $11)`,
    [id, organisationId, number, personId, province, context ?? null, rules.id, rules.version, demo, at, actor.accountId],
  )
  await tx.rows(
    `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
     VALUES ($1, $2, 'accoglienza', $3, $4, 'welcome', $5, $6)`,
    [organisationId, id, at, actor.accountId, rules.id, rules.version],
  )
  await tx.rows(
    `INSERT INTO case_reception (case_id, organisation_id, met_on, channel, identified_with, assisted, interpreter, need, informed_at, note,
       recorded_by, recorded_at, by_card) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      organisationId,
      reception.metOn,
      reception.channel,
      reception.identifiedWith,
      !['spid', 'cie'].includes(reception.identifiedWith),
      reception.interpreter,
      reception.need.trim(),
      reception.informed ? at : null,
      reception.note?.trim() || null,
      actor.accountId,
      at,
      byCard,
    ],
  )
  const facts = { number, ...(byCard && { cardSeen: true }) }
  tx.audit({ organisationId, action: 'case.welcome', actor: actor.accountId, subject: id, facts })
  return { id, number }
}
