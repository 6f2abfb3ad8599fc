import { some } from '../open-badge/vocabulary.ts'
import { flag, type Infer, object, optional } from '../shape/index.ts'
import { id, instant, language, line, lines, linked, picture, prose, typed, unread, url } from './words.ts'

// Classes of Open Badges 2.0 (specification §"Data Model"), closed; `extensions:…` members are taken off before (`read-class.ts`).

const common = {
  '@context': optional(unread),
  '@language': optional(language),
  version: optional(unread),
  related: optional(unread),
  endorsement: optional(some(linked(unread), { max: 64 })),
}

export const recipient = object({
  type: typed('email', 'url', 'telephone', 'id'),
  id: optional(id),
  identity: line,
  hashed: flag,
  salt: optional(line),
})

/** How it is verified (§VerificationObject); the terms of 1.1 beside those of 2.0. */
const verification = object({
  type: typed('hosted', 'HostedBadge', 'signed', 'SignedBadge'),
  id: optional(id),
  creator: optional(url),
  url: optional(url),
})

const evidence = object({
  id: optional(id),
  type: optional(unread),
  narrative: optional(prose),
  name: optional(line),
  description: optional(prose),
  genre: optional(line),
  audience: optional(line),
})

const image = linked(object({ id: optional(picture), type: optional(unread), caption: optional(line), author: optional(id) }))

export const alignment = object({
  '@context': optional(unread),
  id: optional(id),
  type: optional(unread),
  name: optional(line),
  targetName: line,
  targetUrl: url,
  targetDescription: optional(prose),
  targetFramework: optional(line),
  targetCode: optional(line),
})

/** Where its badges may lie (§Profile, `verification`). */
const scope = object({
  type: optional(unread),
  allowedOrigins: optional(lines),
  startsWith: optional(lines),
  verificationProperty: optional(line),
})

export const issuerProfile = object({
  ...common,
  id,
  type: typed('Issuer', 'Profile'),
  name: line,
  url: optional(url),
  email: optional(line),
  telephone: optional(line),
  description: optional(prose),
  image: optional(image),
  publicKey: optional(some(linked(unread), { max: 20 })),
  verification: optional(scope),
  revocationList: optional(url),
})

export const badgeClass = object({
  ...common,
  id,
  type: typed('BadgeClass'),
  name: line,
  description: prose,
  image: optional(image),
  criteria: linked(object({ id: optional(id), type: optional(unread), narrative: optional(prose) })),
  issuer: linked(issuerProfile),
  alignment: optional(some(alignment, { max: 500 })),
  tags: optional(lines),
})

export const assertion = object({
  ...common,
  id,
  type: typed('Assertion'),
  recipient,
  badge: linked(badgeClass),
  verification,
  issuedOn: instant,
  expires: optional(instant),
  image: optional(image),
  evidence: optional(some(linked(evidence), { max: 500 })),
  narrative: optional(prose),
  revoked: optional(flag),
  revocationReason: optional(line),
})

/** §Endorsement: somebody stands by a badge, a class or an issuer. */
export const endorsement = object({
  ...common,
  id,
  type: typed('Endorsement'),
  claim: object({ id, type: optional(unread), endorsementComment: optional(prose) }),
  issuer: linked(issuerProfile),
  issuedOn: instant,
  verification,
})

export const cryptographicKey = object({
  ...common,
  id,
  type: typed('CryptographicKey', 'Key'),
  owner: url,
  publicKeyPem: line,
})

export type Assertion = Infer<typeof assertion>
export type BadgeClass = Infer<typeof badgeClass>
export type IssuerProfile = Infer<typeof issuerProfile>
export type Endorsement2 = Infer<typeof endorsement>
export type CryptographicKey = Infer<typeof cryptographicKey>
