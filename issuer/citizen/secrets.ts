import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** Crockford's letters: nothing that a person takes for something else when it is read from paper. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LINK_LENGTH = 16
export const CODE_LENGTH = 6

/** What the person gets: the link's own part (80 random bits) and, by another way, six digits. */
export interface AccessSecrets {
  readonly link: string
  readonly code: string
}

export function drawAccessSecrets(): AccessSecrets {
  const link = [...randomBytes(LINK_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  const code = randomInt(10 ** CODE_LENGTH)
    .toString()
    .padStart(CODE_LENGTH, '0')
  return { link, code }
}

/** As it was drawn, however it was typed from the paper; undefined for what cannot be one. */
export function readLink(typed: string): string | undefined {
  const link = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return link.length === LINK_LENGTH && [...link].every((letter) => LETTERS.includes(letter)) ? link : undefined
}

export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(code) ? code : undefined
}

export function hashOfLink(link: string): Buffer {
  return createHash('sha256').update('attesta citizen link ').update(link).digest()
}

/** Keyed by the link, which is not kept: six digits alone would be found again in a moment. */
export function hashOfCode({ link, salt, code }: { link: string; salt: Uint8Array; code: string }): Buffer {
  return createHmac('sha256', link).update(salt).update(code).digest()
}

export function isCode(given: { link: string; salt: Uint8Array; code: string }, hash: Buffer): boolean {
  return timingSafeEqual(hashOfCode(given), hash)
}

export const PATH = '/il-mio-percorso'
/** The link lies sealed by the house, so that it can be sent again; the code, without which it opens nothing, does not. */
export const linkPurpose = (accessId: string) => `citizen link ${accessId}`

/** After the `#`, which no browser sends to any server: it is in no log, no history of a proxy, no `Referer`. */
export function addressOf({ issuerUrl, link }: { issuerUrl: string; link: string }): string {
  return `${issuerUrl}${PATH}#${link}`
}
