import type { LocalizedText } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import type { EdcContent, EdcPicture } from './content.ts'
import { concept, node } from './node.ts'
import { KINDS, WORTH } from './words.ts'

/** How the credential looks: what it is called, and one picture of the certificate in each language. */
export function composeDisplay({ kind, title, pictures }: EdcContent): JsonObject {
  return node('DisplayParameter', '1', {
    title: { ...title, it: `${KINDS[kind].it}: ${title.it}`, ...(title.en === undefined ? {} : { en: `${KINDS[kind].en}: ${title.en}` }) },
    description: { ...WORTH[kind] },
    language: pictures.map(({ language }) => languageOf(language)),
    primaryLanguage: languageOf('it'),
    individualDisplay: pictures.map(composeIndividual),
  })
}

function languageOf(language: keyof LocalizedText): JsonObject {
  return concept(`language/${language}`)
}

function composeIndividual({ language, mediaType, content }: EdcPicture): JsonObject {
  return node('IndividualDisplay', language, {
    language: languageOf(language),
    displayDetail: node('DisplayDetail', language, {
      page: 1,
      image: node('MediaObject', `page-${language}`, {
        content,
        contentEncoding: concept('encoding/base64'),
        contentType: concept(mediaType === 'image/png' ? 'file/png' : 'file/jpeg'),
      }),
    }),
  })
}
