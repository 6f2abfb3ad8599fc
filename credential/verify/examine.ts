import { causeOf, failed, notChecked, type Step } from '../chain/index.ts'
import type { JsonObject } from '../json/index.ts'
import type { Examination, Tools } from './evidence.ts'
import { examineSdJwt } from './examine-sd-jwt.ts'
import { type Sniffed, sniff } from './sniff.ts'

const EDC_TYPE = 'EuropeanDigitalCredential'

/** Looks at a document with the eyes of its form. Badges and JSON-LD are loaded only for those who show one. */
export async function examine(sniffed: Sniffed, tools: Tools): Promise<Examination | { readonly format: Step }> {
  switch (sniffed.form) {
    case 'sd-jwt':
      return examineSdJwt(sniffed.text, tools)
    case 'json': {
      if (isEdc(sniffed.document)) {
        const { examineUnsealedEdc } = await import('./examine-edc.ts')
        return examineUnsealedEdc(sniffed.document, tools)
      }
      const { isOpenBadge2 } = await import('../open-badge-2/context.ts')
      if (isOpenBadge2(sniffed.document)) {
        const { examineOpenBadge2 } = await import('./examine-open-badge-2.ts')
        return examineOpenBadge2(sniffed.document, tools)
      }
      const { examineOpenBadge } = await import('./examine-open-badge.ts')
      return examineOpenBadge(sniffed.document, tools)
    }
    case 'sealed': {
      const { examineEdc } = await import('./examine-edc.ts')
      return examineEdc(sniffed.envelope, tools)
    }
    case 'jwt': {
      const { examineBadgeJwt } = await import('./examine-badge-jwt.ts')
      return examineBadgeJwt(sniffed.text, tools)
    }
    case 'code': {
      const { examineCode } = await import('./examine-code.ts')
      return examineCode(sniffed.text, tools)
    }
    // What a PDF carries is judged as several documents are (judge-pdf.ts); inside another document it is none.
    case 'pdf':
      return { format: failed('format.unreadable') }
    case 'picture':
      return examinePicture(sniffed.bytes, tools)
  }
}

/** A European Digital Credential is one by its type: its context may be the one thing that is wrong with it. */
function isEdc({ type }: JsonObject): boolean {
  return type === EDC_TYPE || (Array.isArray(type) && type.includes(EDC_TYPE))
}

/** A badge baked into a picture (Open Badges 3.0 §5.3). What is inside is a document as any other, but no picture again. */
async function examinePicture(bytes: Uint8Array, tools: Tools): Promise<Examination | { readonly format: Step }> {
  try {
    const { unbake } = await import('../open-badge/index.ts')
    const { document, mediaType } = unbake(bytes)
    const inside = sniff({ bytes: mediaType === 'text/uri-list' ? await hosted(document, tools) : document, limits: tools.world.limits })
    return inside.form === 'picture' ? { format: failed('format.unreadable') } : examine(inside, tools)
  } catch (error) {
    const code = causeOf(error)
    return { format: code === 'proof.hosted-unreachable' ? notChecked(code) : failed(code) }
  }
}

/** Pictures of Open Badges 2.0 and before may hold only the address where the badge is published. */
async function hosted(address: Uint8Array, { world }: Tools): Promise<Uint8Array> {
  const { fetchDocument } = await import('./fetch-document.ts')
  return (await fetchDocument({ url: new TextDecoder().decode(address).trim(), fetch: world.fetch })).bytes
}
