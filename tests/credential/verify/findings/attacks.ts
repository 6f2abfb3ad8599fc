import type { Expectation } from '../../../../credential/verify/index.ts'

/** What security.md §0 says that others accept, by its findings 1, 2, 3, 4 and 6: each attack as it looks in any form of a document. */
export const ATTACKS = {
  'end-by-iri': 'finding 1: its end is there under its full IRI',
  'end-in-nest': 'finding 1: its end is there under @nest',
  'end-elsewhere': 'finding 1: its end is there in what is said of the issuer',
  'state-by-iri': 'finding 1: where its state is published is there under a full IRI',
  'state-in-nest': 'finding 1: where its state is published is there under @nest',
  'terms-swapped': 'finding 2: a context of its own gives two names each other’s meaning',
  thief: 'finding 3: who shows it is not who holds it',
  'other-audience': 'finding 3: it was shown to somebody else',
  'earlier-showing': 'finding 3: it was shown before, to an earlier question',
  'other-use': 'finding 3: it was signed for another use',
  'unknown-condition': 'finding 3: its header makes a condition that nobody understands',
  'other-algorithm': 'finding 3: its algorithm is not that of the key',
  'disclosure-of-nobody': 'finding 3: a disclosure that no digest names',
  'disclosure-twice': 'finding 3: a disclosure twice',
  'reserved-name': 'finding 3: a disclosure of a reserved name',
  'weak-hash': 'finding 3: digests by MD5',
  'end-of-another-type': 'finding 3: its end is not written as a date is',
  'february-30': 'finding 4: dated 30 February',
  'february-29': 'finding 4: dated 29 February of a year that has none',
  'hour-24': 'finding 4: dated hour 24',
  'certificate-of-february-30': 'finding 4: its certificate is dated 30 February',
  'authority-that-is-none': 'finding 6: certified by what is no authority',
  'authority-that-ended': 'finding 6: certified by an authority that had ended',
} as const

export type Attack = keyof typeof ATTACKS

export const BAD_DATES = {
  'february-30': '2026-02-30T00:00:00Z',
  'february-29': '2023-02-29T00:00:00Z',
  'hour-24': '2026-02-28T24:00:00Z',
} as const satisfies Partial<Record<Attack, string>>

/** A document, and what whoever receives it expects of it. */
export interface Shown {
  readonly bytes: string | Uint8Array
  readonly expect?: Expectation
}

/** An attack and the complaint that it must get; or why there can be none in this form. */
export type Cell = { readonly complaint: string; readonly forge: () => Promise<Shown | string> } | { readonly cannot: string }

export interface Format {
  readonly genuine: () => Promise<string | Uint8Array>
  /** The first complaint, or `none` of what is found good. */
  readonly judge: (shown: Shown) => Promise<string>
  readonly cells: Readonly<Record<Attack, Cell>>
}

export function refused(complaint: string, forge: () => Promise<Shown | string>): Cell {
  return { complaint, forge }
}

export function cannot(why: string): Cell {
  return { cannot: why }
}

/** Of the three dates that no calendar has. */
export function badDates(complaint: string, forge: (date: string) => Promise<string>) {
  const cell = (attack: keyof typeof BAD_DATES) => refused(complaint, () => forge(BAD_DATES[attack]))
  return { 'february-30': cell('february-30'), 'february-29': cell('february-29'), 'hour-24': cell('hour-24') }
}

const NO_DISCLOSURES = cannot('It has no disclosures: all that it says stands in the text that is signed.')

export const withoutDisclosures = {
  'disclosure-of-nobody': NO_DISCLOSURES,
  'disclosure-twice': NO_DISCLOSURES,
  'reserved-name': NO_DISCLOSURES,
  'weak-hash': NO_DISCLOSURES,
}

const NO_CERTIFICATE = cannot('Its key comes from the registry of its issuer: there is no place in it where a certificate would be read.')

export const withoutCertificates = {
  'certificate-of-february-30': NO_CERTIFICATE,
  'authority-that-is-none': NO_CERTIFICATE,
  'authority-that-ended': NO_CERTIFICATE,
}

const NOT_SHOWN = cannot(
  'Nobody signs for showing it, so that there is nothing to repeat: whoever asks for a holder gets a no, which `thief` tries.',
)

/** Of documents that anybody may hold: shown where a holder is asked for, they are refused. */
export function unbound(genuine: () => Promise<string>) {
  const expect = { holderBinding: true, nonce: 'n-0S6_WzA2Mj', audience: 'x509_san_dns:verifica.example' }
  return {
    thief: refused('holder: failed holder.bare-document', async () => ({ bytes: await genuine(), expect })),
    'other-audience': NOT_SHOWN,
    'earlier-showing': NOT_SHOWN,
  }
}

/** The same document in a container: all that is tried with it is tried through the container. */
export function carried(inside: Format, carry: (content: Uint8Array) => Uint8Array | Promise<Uint8Array>): Format {
  const inContainer = async ({ bytes, ...shown }: Shown): Promise<Shown> => ({ ...shown, bytes: await carry(bytesOf(bytes)) })
  const cells = Object.entries(inside.cells).map(([attack, cell]) => [
    attack,
    'cannot' in cell ? cell : refused(cell.complaint, async () => inContainer(shownOf(await cell.forge()))),
  ])
  return {
    genuine: async () => carry(bytesOf(await inside.genuine())),
    judge: inside.judge,
    cells: Object.fromEntries(cells) as Format['cells'],
  }
}

export function shownOf(forged: Shown | string): Shown {
  return typeof forged === 'string' ? { bytes: forged } : forged
}

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
