export {
  type Assertion,
  alignment,
  assertion,
  type BadgeClass,
  badgeClass,
  cryptographicKey,
  type Endorsement2,
  endorsement,
  type IssuerProfile,
  issuerProfile,
} from './classes.ts'
export { isOpenBadge2 } from './context.ts'
export { readClass, readPublished, sameText } from './read-class.ts'
export { isRevokedIn } from './revocation-list.ts'
export { rsaKeyOfPem } from './rsa-key-of-pem.ts'
export { isInScope } from './scope.ts'
