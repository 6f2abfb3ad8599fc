import type { Certificate, Extension } from 'pkijs'
import { AttestaError } from '../errors.ts'
import { pkijs } from './library.ts'

/** What the extensions of a certificate say (RFC 5280 §4.2). */
export interface Extensions {
  readonly isAuthority: boolean
  /** How many authorities may stand below; absent: any number. */
  readonly pathLength?: number
  /** Names of RFC 5280 §4.2.1.3; absent: not limited. */
  readonly keyUsage?: ReadonlySet<KeyUsage>
  /** Identifiers of purposes (§4.2.1.12); absent: not limited. */
  readonly purposes?: { readonly ids: readonly string[]; readonly critical: boolean }
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  /** qcStatements (ETSI EN 319 412-5): identifiers of the statements, and of the kinds of certificate. */
  readonly qualified: { readonly statements: readonly string[]; readonly kinds: readonly string[] }
  /** A critical extension that is not understood forbids the certificate (§4.2). */
  readonly hasUnknownCritical: boolean
}

export type KeyUsage = 'digitalSignature' | 'nonRepudiation' | 'keyCertSign'

const BASIC_CONSTRAINTS = '2.5.29.19'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const CERTIFICATE_POLICIES = '2.5.29.32'
const SUBJECT_KEY_ID = '2.5.29.14'
const AUTHORITY_KEY_ID = '2.5.29.35'
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3'
const QC_TYPE = '0.4.0.1862.1.6'

/** Any policy will do here, so that extension asks for nothing more. Constraints on names are not understood: critical ones refuse. */
const UNDERSTOOD = [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, CERTIFICATE_POLICIES, QC_STATEMENTS]
const USAGES: readonly [number, KeyUsage][] = [
  [0x80, 'digitalSignature'],
  [0x40, 'nonRepudiation'],
  [0x04, 'keyCertSign'],
]

/** @throws AttestaError `seal.certificate` when one is there twice (§4.2) or is not what its identifier says */
export function readExtensions(certificate: Certificate): Extensions {
  const all = certificate.extensions ?? []
  if (new Set(all.map(({ extnID }) => extnID)).size !== all.length) throw new AttestaError('seal.certificate')
  const find = (oid: string) => readable(all.find(({ extnID }) => extnID === oid))
  try {
    const basic = parsedAs(find(BASIC_CONSTRAINTS)?.parsedValue, pkijs.BasicConstraints)
    const purposes = parsedAs(find(EXTENDED_KEY_USAGE)?.parsedValue, pkijs.ExtKeyUsage)
    const usage = find(KEY_USAGE)
    const subjectKeyId = keyId(find(SUBJECT_KEY_ID)?.parsedValue)
    const authorityKeyId = keyId(find(AUTHORITY_KEY_ID)?.parsedValue?.keyIdentifier)
    return {
      isAuthority: basic?.cA === true,
      ...(typeof basic?.pathLenConstraint === 'number' ? { pathLength: basic.pathLenConstraint } : {}),
      ...(usage === undefined ? {} : { keyUsage: usagesOf(usage.parsedValue) }),
      ...(purposes === undefined ? {} : { purposes: { ids: purposes.keyPurposes, critical: find(EXTENDED_KEY_USAGE)?.critical === true } }),
      ...(subjectKeyId === undefined ? {} : { subjectKeyId }),
      ...(authorityKeyId === undefined ? {} : { authorityKeyId }),
      qualified: qualifiedOf(find(QC_STATEMENTS)?.parsedValue),
      hasUnknownCritical: all.some(({ extnID, critical }) => critical && !UNDERSTOOD.includes(extnID)),
    }
  } catch {
    throw new AttestaError('seal.certificate')
  }
}

/** The library gives an empty value, or none, for what it could not read: an unread limit would be no limit. */
function readable(extension: Extension | undefined): Extension | undefined {
  if (extension === undefined) return undefined
  const { parsedValue } = extension
  if (parsedValue === undefined || parsedValue === null || 'parsingError' in parsedValue) throw new AttestaError('seal.certificate')
  return extension
}

function parsedAs<T>(value: unknown, kind: new () => T): T | undefined {
  if (value === undefined) return undefined
  if (!(value instanceof kind)) throw new AttestaError('seal.certificate')
  return value
}

function usagesOf(value: { valueBlock: { valueHexView: Uint8Array } }): ReadonlySet<KeyUsage> {
  const first = value.valueBlock.valueHexView[0] ?? 0
  return new Set(USAGES.filter(([bit]) => (first & bit) !== 0).map(([, name]) => name))
}

function keyId(value: { valueBlock: { valueHexView: Uint8Array } } | undefined): string | undefined {
  const bytes = value?.valueBlock?.valueHexView
  return bytes === undefined ? undefined : Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function qualifiedOf(value: unknown): Extensions['qualified'] {
  const statements = parsedAs(value, pkijs.QCStatements)?.values ?? []
  return {
    statements: statements.map(({ id }) => id),
    kinds: statements
      .filter(({ id }) => id === QC_TYPE)
      .flatMap(({ type }) =>
        (type?.valueBlock?.value ?? []).map((kind: { valueBlock: { toString(): string } }) => kind.valueBlock.toString()),
      ),
  }
}
