const LOOKS = 'looks, and changes nothing; what is looked for goes into no address'
const NEW = 'makes something new, once for each idempotency key'
const OWN = 'a member adds what is theirs alone: a second one is refused by a code of its own'
const ONCE = 'what it answers never changes and is answered once: whoever comes second is told so by a code of its own'

/** Writes that are on no version, each with the reason why it needs none. */
export const UNVERSIONED: Readonly<Record<string, string>> = {
  'POST /api/cases/search': LOOKS,
  'POST /api/cases/open-of': LOOKS,
  'POST /api/volunteers/search': LOOKS,
  'POST /api/experts/search': LOOKS,
  'POST /api/experts/conflicts': LOOKS,
  'POST /api/plans': LOOKS,
  'POST /api/me/active': 'says as what somebody goes on in their own session',
  'POST /api/cases': NEW,
  'POST /api/cases/{id}/audit-files': NEW,
  'POST /api/volunteers': NEW,
  'POST /api/volunteer-imports': NEW,
  'POST /api/experts': NEW,
  'POST /api/organisations': NEW,
  'POST /api/exports': NEW,
  'POST /api/repertory/releases': NEW,
  'POST /api/attestations/{id}/offer': NEW,
  'POST /api/organisations/{id}/grants': NEW,
  'POST /api/european-credential/mandates': NEW,
  'POST /api/sittings/{id}/declare': OWN,
  'POST /api/sittings/{id}/conflict': OWN,
  'PUT /api/sittings/{id}/judgements': 'takes the instant of the judgement that it replaces, `over`: sitting.judged-meanwhile',
  'POST /api/sittings/{id}/sign': 'takes the digest of the text that is signed: sitting.text-changed',
  'POST /api/appointments/{id}/revoke':
    'an act of appointment never changes: it is revoked once, before anybody sat (appointment.revoked, .sat)',
  'POST /api/appointments/{id}/letter':
    'sends what was sent: one that is on its way (letter.waiting) or holds no more (letter.overtaken) is not',
  'POST /api/appointments/{id}/replace': 'as its revocation; the new commission is looked at as every other',
  'POST /api/plans/accept':
    'each request is answered once (appoint.wrong-state), each sitting is looked at anew, and all is made or nothing',
  'POST /api/corrections/{id}/seal': ONCE,
  'POST /api/corrections/{id}/refuse': ONCE,
  'POST /api/grants/{id}/confirm': ONCE,
  'POST /api/grants/{id}/refuse': ONCE,
  'POST /api/european-credential/mandates/{id}/accept': ONCE,
  'POST /api/european-credential/mandates/{id}/refuse': ONCE,
  'POST /api/european-credential/mandates/{id}/withdraw': ONCE,
  'POST /api/organisations/{id}/end-membership': 'ends what stands, once (grant.no-membership)',
  'POST /api/fees/pay': 'adds a line: what is paid is paid once (fee.paid), and only reversed by another line',
  'POST /api/fees/reverse': 'adds a line against one that stands (fee.not-paid)',
  'POST /api/exports/{id}/returns': 'is seen before it is written; a number that is there is never written over',
}
