export { type CertificateName, keyOfCertificate, type ReadCertificate, readCertificate } from './certificate.ts'
export { assertSmallDer } from './der-limits.ts'
export { findPath, type Path, type PathInput } from './path.ts'
export { decodeBase64, encodeBase64, readPem, toPem } from './pem.ts'
