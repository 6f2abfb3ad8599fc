import { causeOf, failed, type Step } from '../chain/index.ts'
import type { Examination, Tools } from './evidence.ts'
import { examineSdJwt } from './examine-sd-jwt.ts'
import { type Sniffed, sniff } from './sniff.ts'

/** Looks at a document with the eyes of its form. Badges and JSON-LD are loaded only for those who show one. */
export async function examine(sniffed: Sniffed, tools: Tools): Promise<Examination | { readonly format: Step }> {
  switch (sniffed.form) {
    case 'sd-jwt':
      return examineSdJwt(sniffed.text, tools)
    case 'json': {
      const { examineOpenBadge } = await import('./examine-open-badge.ts')
      return examineOpenBadge(sniffed.document, tools)
    }
    case 'jwt': {
      const { examineBadgeJwt } = await import('./examine-badge-jwt.ts')
      return examineBadgeJwt(sniffed.text, tools)
    }
    case 'picture':
      return examinePicture(sniffed.bytes, tools)
  }
}

/** A badge baked into a picture (Open Badges 3.0 §5.3). What is inside is a document as any other, but no picture again. */
async function examinePicture(bytes: Uint8Array, tools: Tools): Promise<Examination | { readonly format: Step }> {
  try {
    const { unbake } = await import('../open-badge/index.ts')
    const inside = sniff({ bytes: unbake(bytes).document, limits: tools.world.limits })
    return inside.form === 'picture' ? { format: failed('format.unreadable') } : examine(inside, tools)
  } catch (error) {
    return { format: failed(causeOf(error)) }
  }
}
