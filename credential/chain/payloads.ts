import type { Kind } from '../attestation/attestation.ts'
import { date, dateTime, exactly, type Infer, integer, list, object, oneOf, optional, text } from '../shape/index.ts'

/**
 * W3C Recognized Entities v1.0 (draft), as a profile: its own context re-defines terms that VCDM 2.0 protects, so a pinned one
 * of ours maps the new terms to the same IRIs. Each credential is VCDM 2.0, secured as `vc+jwt` (VC-JOSE-COSE §3.1.1).
 */
export const CHAIN_CONTEXT = ['https://www.w3.org/ns/credentials/v2', 'https://attesta.example/ns/recognized-entities/v1'] as const

const line = text({ max: 1000 })
const did = text({ pattern: /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, max: 4096 })
const urn = text({ pattern: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ })
const digest = text({ pattern: /^[A-Za-z0-9_-]{43}$/ })
const act = object({ number: line, date })
const kind = oneOf<Kind>('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza')

/** VC-JOSE-COSE §3.1.3: `iat` is when it was sealed; where it is absent, that is `validFrom`. */
const common = { '@context': exactly(...CHAIN_CONTEXT), id: urn, issuer: did, validFrom: dateTime, iat: optional(integer()) }
const recognised = { type: oneOf('RecognizedEntity'), legalName: line, act }
const recognition = {
  ...common,
  type: exactly('VerifiableCredential', 'RecognizedEntityCredential'),
  validUntil: optional(dateTime),
}

/** A recognition names the register that tells whether it was withdrawn (VCDM 2.0 §4.10: a status of a type of our own). */
const register = object({ id: text({ pattern: /^https?:\/\/\S+$/, max: 2048 }), type: oneOf('RecognitionRegister') })

/** Region → body: may issue acts of these kinds. */
export const bodyRecognitionShape = object({
  ...recognition,
  credentialStatus: optional(register),
  credentialSubject: object({
    ...recognised,
    id: did,
    recognizedTo: list(object({ type: oneOf('RecognizedAction'), action: oneOf('issue'), kinds: list(kind, { min: 1 }) }), {
      min: 1,
      max: 1,
    }),
  }),
})

/** Region → Chamber: may appoint commissions for these provinces. */
export const chamberRecognitionShape = object({
  ...recognition,
  credentialStatus: optional(register),
  credentialSubject: object({
    ...recognised,
    id: did,
    recognizedTo: list(object({ type: oneOf('RecognizedAction'), action: oneOf('appoint'), provinces: list(line, { min: 1 }) }), {
      min: 1,
      max: 1,
    }),
  }),
})

/** Chamber → commission: may examine in these competences, in a province for which the Chamber appoints. */
export const appointmentShape = object({
  ...recognition,
  credentialSubject: object({
    ...recognised,
    id: urn,
    recognizedTo: list(
      object({
        type: oneOf('RecognizedAction'),
        action: oneOf('examine'),
        province: line,
        competences: list(line),
        profiles: list(line),
      }),
      { min: 1, max: 1 },
    ),
    appointedAt: dateTime,
  }),
})

/** Body → whoever seals for it: may seal European credentials of its acts of these kinds. The words are those that each such credential bears. */
export const mandateShape = object({
  ...recognition,
  validUntil: dateTime,
  credentialSubject: object({
    ...recognised,
    id: did,
    recognizedTo: list(
      object({ type: oneOf('RecognizedAction'), action: oneOf('seal'), kinds: list(kind, { min: 1 }), statement: text({ max: 10_000 }) }),
      { min: 1, max: 1 },
    ),
  }),
})

/** Decision of the commission, sealed by the Chamber when the minutes close; candidates appear only as digests (design.md §3). */
export const decisionShape = object({
  ...common,
  type: exactly('VerifiableCredential', 'ExamDecisionCredential'),
  credentialSubject: object({
    id: urn,
    type: oneOf('ExamDecision'),
    minutes: object({ number: line, date }),
    satAt: dateTime,
    /** Pseudonym of who closed the minutes, under this decision alone. */
    closedBy: digest,
    quorum: object({ required: integer({ min: 1, max: 100 }), present: integer({ max: 100 }) }),
    body: did,
    rulePack: object({ id: line, version: line }),
    outcomes: list(digest, { max: 10_000 }),
    /** Of a rettifica: the decision whose outcome was written wrong, and the Chamber's act that puts it right. */
    corrects: optional(object({ decision: urn, act })),
  }),
})

export type BodyRecognition = Infer<typeof bodyRecognitionShape>
export type ChamberRecognition = Infer<typeof chamberRecognitionShape>
export type Appointment = Infer<typeof appointmentShape>
export type Decision = Infer<typeof decisionShape>
