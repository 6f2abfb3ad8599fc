import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Prisma } from '../db/prisma.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { stateWord } from '../steps/state-word.ts'
import { caseScope } from './case-scope.ts'

/** The list of cases, the ones that moved last first. */
export async function readCases({ actor, prisma }: { actor: Actor; prisma: Prisma }) {
  const cases = await prisma.ivcCase.findMany({
    where: caseScope(actor),
    orderBy: [{ updatedAt: 'desc' }, { number: 'asc' }],
    take: 500,
    include: {
      person: true,
      organisation: true,
      attestations: { where: { kind: 'certificato' }, include: { changes: { orderBy: { seq: 'desc' }, take: 1 } } },
    },
  })
  return cases.map((record) => ({
    id: record.id,
    number: record.number,
    person: { name: `${record.person.givenName} ${record.person.familyName}` },
    ...(record.title !== null && {
      title: (record.title as unknown as LocalizedText).it,
      titleByLanguage: record.title as unknown as LocalizedText,
    }),
    state: record.state,
    stateWord: stateWord(record.state as CaseState),
    ...(record.attestations[0] && { attestationState: record.attestations[0].changes[0]?.word ?? 'valido' }),
    updatedAt: record.updatedAt.toISOString(),
    body: record.organisation.name,
    demo: record.demo,
  }))
}
