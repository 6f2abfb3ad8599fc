import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { AttestaError } from '../../credential/errors.ts'
import { randomBytes } from './bytes.ts'

const LISTS = { it: italian, en: english } as const

/** 128 random bits and the twelve words that stand for them (BIP-39: the last word carries a checksum, so a slip is noticed). */
export function newRecoveryWords(language: 'it' | 'en'): { entropy: Uint8Array<ArrayBuffer>; words: readonly string[] } {
  const entropy = randomBytes(16)
  return { entropy, words: entropyToMnemonic(entropy, LISTS[language]).split(' ') }
}

/**
 * The bits that twelve words stand for, whichever list they are from; capitals and spaces do not matter.
 *
 * @throws AttestaError `wallet.words-count`, `wallet.words-misspelt`
 */
export function readRecoveryWords(typed: string): Uint8Array<ArrayBuffer> {
  const words = typed
    .normalize('NFKD')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
  if (words.length !== 12) throw new AttestaError('wallet.words-count', { count: words.length })
  const phrase = words.join(' ')
  for (const list of Object.values(LISTS)) {
    try {
      return new Uint8Array(mnemonicToEntropy(phrase, list))
    } catch {
      // Not of this list, or a wrong checksum: the other list may know it.
    }
  }
  throw new AttestaError('wallet.words-misspelt')
}
