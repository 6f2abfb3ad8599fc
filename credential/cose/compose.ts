import { crypto } from '#crypto'
import type { Attestation } from '../attestation/attestation.ts'
import { type OutcomeDisclosure, outcomeDisclosures } from '../attestation/index.ts'
import type { Signer } from '../crypto/port.ts'
import { encodeBase45 } from './base45.ts'
import { type CodeContent, PARTS } from './content.ts'
import { pack } from './pack.ts'
import { CODE_PREFIX, MAX_LARGE_CODE } from './parse.ts'
import { signSign1 } from './sign1.ts'
import { writeContent } from './write-content.ts'

export interface ComposeCodeInput {
  readonly attestation: Attestation
  readonly digest: string
  readonly signer: Signer
  readonly at: Date
}

export interface ComposedCode {
  readonly text: string
  /** Credentials that it names by digest, to be published under it. */
  readonly authority: readonly { readonly sha256: string; readonly credential: string }[]
}

const NAMES = ['given_name', 'family_name']

type Opens = (path: string) => boolean

const names: Opens = (path) => NAMES.includes(path)
const profile: Opens = (path) => names(path) || path === 'qualification'
const competences: Opens = (path) => profile(path) || path.startsWith('competences/')

/**
 * What is opened, the most first: who scans the paper wants to know what was judged. A competence alone cannot be placed by who verifies, so
 * the profile comes with it. Each that stays closed is a digest, which takes room too.
 */
const OPENINGS: readonly Opens[] = [competences, profile, names]

/**
 * The code of an attestation for paper: as much of it as a phone still reads, signed, in letters of a QR code's alphanumeric mode. Undefined
 * when not even the name fits, beside the digests of what stays closed, into the largest code that there is.
 */
export async function composeCode(input: ComposeCodeInput): Promise<ComposedCode | undefined> {
  const { attestation, signer } = input
  const authority = PARTS.flatMap((part) => {
    const credential = attestation.authority[part]
    return credential === undefined ? [] : [{ part, credential, sha256: sha256(credential) }]
  })
  const disclosures = outcomeDisclosures(attestation.outcome, attestation.salts)
  for (const isOpen of OPENINGS) {
    const content = {
      ...contentOf(input),
      ...opened(disclosures, isOpen),
      authority: Object.fromEntries(authority.map((named) => [named.part, named.sha256])),
    }
    const payload = await pack(writeContent(content, 'packed'))
    // Before it is signed: header and signature are as long as they are.
    if (lengthOf(payload) > MAX_LARGE_CODE) continue
    const text = CODE_PREFIX + encodeBase45(await signSign1({ payload, layout: 'packed', signer }))
    if (text.length <= MAX_LARGE_CODE)
      return { text, authority: authority.map((named) => ({ sha256: named.sha256, credential: named.credential })) }
  }
  return undefined
}

/** base64url SHA-256 of a stapled credential: how a code names it, and where it is published. */
export function sha256(credential: string): string {
  return crypto.hashText({ hash: 'sha-256', text: credential })
}

function contentOf({ attestation, digest, at }: ComposeCodeInput): Omit<CodeContent, 'disclosures' | 'closed' | 'authority'> {
  const { kind, number, title, body, titular, issuedAt, validFrom, validUntil, rulePack, status, decision } = attestation
  return {
    kind,
    number,
    title,
    body: { id: body.id, legalName: body.legalName },
    titular: { id: titular.id, legalName: titular.legalName },
    issuedAt,
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    signedAt: at,
    rulePack,
    status: { index: status.index, tokenList: status.tokenList },
    digest,
    ...(decision === undefined ? {} : { releasedBy: decision.releasedBy }),
  }
}

function opened(disclosures: readonly OutcomeDisclosure[], isOpen: Opens): Pick<CodeContent, 'disclosures' | 'closed'> {
  return {
    disclosures: disclosures.filter(({ path }) => isOpen(path)).map(({ disclosure }) => disclosure.encoded),
    closed: disclosures
      .filter(({ path }) => !isOpen(path))
      .map(({ disclosure }) => disclosure.digest)
      .sort(),
  }
}

function lengthOf(payload: Uint8Array): number {
  return CODE_PREFIX.length + Math.ceil((payload.length * 3) / 2)
}
