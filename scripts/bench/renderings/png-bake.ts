import encode from 'png-chunks-encode'
import extract from 'png-chunks-extract'
import { writeToPng } from '../../../credential/open-badge/picture/png.ts'
import { pictureOf } from '../../../issuer/badges/picture-of.ts'
import { compare } from '../compare.ts'

/** A badge of ours with its chain. */
const TEXT = JSON.stringify({ badge: 'x'.repeat(18_000) })

/**
 * Baking badges into the picture of a body, against the usual chunk libraries in the same process: the same picture, the same text, the
 * same kind of chunk. Theirs takes the picture apart each time, as their interface wants it; ours looked at it once.
 */
export async function pngBakeRatio(): Promise<number> {
  const { png } = await pictureOf({ slug: 'orobie-formazione', name: 'Orobie Formazione e Lavoro' })
  const ours = () => writeToPng({ picture: png, text: TEXT })
  const theirs = () => {
    const [header, ...chunks] = extract(png)
    const data = new TextEncoder().encode(`openbadgecredential\0\0\0\0\0${TEXT}`)
    return encode([...(header === undefined ? [] : [header]), { name: 'iTXt', data }, ...chunks])
  }
  return compare({ ours, theirs })
}
