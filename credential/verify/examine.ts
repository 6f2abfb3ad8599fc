import { notChecked, type Step } from '../chain/index.ts'
import type { Examination, Tools } from './evidence.ts'
import { examineSdJwt } from './examine-sd-jwt.ts'
import type { Sniffed } from './sniff.ts'

/** Looks at a document with the eyes of its form. Badges and JSON-LD are loaded only for those who show one. */
export async function examine(sniffed: Sniffed, tools: Tools): Promise<Examination | { readonly format: Step }> {
  switch (sniffed.form) {
    case 'sd-jwt':
      return examineSdJwt(sniffed.text, tools)
    default:
      return { format: notChecked('format.unreadable') }
  }
}
