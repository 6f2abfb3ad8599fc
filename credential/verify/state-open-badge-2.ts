import { isObject, type JsonObject } from '../json/index.ts'
import type { OpenBadge2 } from './open-badge-2-of.ts'
import { stateForeign } from './state-foreign.ts'
import type { Statement } from './statement.ts'

const noTimes = { issuedAt: undefined, notBefore: undefined, expiresAt: undefined }

/** What a badge or an endorsement of Open Badges 2.0 states, shown as such. */
export function stateOpenBadge2({ id, assertion, badge, endorsement, issuer, issuerId, isSigned }: OpenBadge2): Statement {
  const reading = {
    id,
    issuer: { id: issuerId, name: issuer.name },
    validFrom: (assertion ?? endorsement)?.issuedOn ?? '',
    ...(assertion?.expires === undefined ? {} : { validUntil: assertion.expires }),
    status: [statusOf({ id, isSigned, revocationList: issuer.revocationList })].filter((entry) => entry !== undefined),
  }
  if (endorsement !== undefined) {
    const { id: about, endorsementComment: comment } = endorsement.claim
    const view = { form: 'open-badge-2' as const, type: 'Endorsement', title: 'Endorsement', competences: [], holder: {} }
    const endorses = { id: about, ...(comment === undefined ? {} : { comment }) }
    return {
      ...stateForeign({ reading, copy: noTimes, kind: 'other', achievements: [about], view: { ...view, endorses } }),
      standsBy: about,
    }
  }
  return {
    ...stateForeign({
      reading,
      copy: noTimes,
      kind: 'open-badge',
      achievements: badge === undefined ? [] : [badge.id],
      view: {
        form: 'open-badge-2',
        edition: 'Open Badges 2.0',
        title: badge?.name ?? '',
        competences: (badge?.alignment ?? []).map(({ targetName, targetCode, targetFramework }) => ({
          name: targetName,
          ...(targetCode === undefined ? {} : { code: targetCode }),
          ...(targetFramework === undefined ? {} : { repertory: targetFramework }),
        })),
        holder: {},
      },
    }),
    endorsements: [...(assertion?.endorsement ?? []), ...(badge?.endorsement ?? []), ...(issuer.endorsement ?? [])].filter(isEndorsement),
  }
}

/** A hosted badge is withdrawn where it lies; a signed one in the list that the issuer's profile names. */
function statusOf({ id, isSigned, revocationList }: { id: string; isSigned: boolean; revocationList: string | undefined }) {
  if (!isSigned) return { type: 'HostedBadge', id }
  return revocationList === undefined ? undefined : { type: 'RevocationList', id: revocationList }
}

function isEndorsement(item: unknown): item is JsonObject | string {
  return typeof item === 'string' || isObject(item as JsonObject)
}
