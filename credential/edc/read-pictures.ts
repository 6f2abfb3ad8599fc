import terms from '../../schemas/edc/terms.json' with { type: 'json' }
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import type { EdcPicture } from './content.ts'
import { several } from './several.ts'

const LANGUAGES = ['it', 'en', 'fr', 'es', 'uk', 'ar'] as const

/**
 * The pictures of the certificate, as they stand; whether they show what the claims say, only eyes can tell.
 *
 * @throws AttestaError `edc.attestation` with the place
 */
export function readPictures({ displayParameter }: JsonObject): EdcPicture[] {
  const displays = isObject(displayParameter) ? several(displayParameter.individualDisplay) : []
  return displays.map((display) => {
    const { language, displayDetail } = need(display)
    const { image } = need(displayDetail)
    const { content, contentType } = need(image)
    const found = LANGUAGES.find((name) => terms[`language/${name}`].id === need(language).id)
    if (found === undefined || typeof content !== 'string') throw new AttestaError('edc.attestation', { at: 'displayParameter' })
    const mediaType = need(contentType).id === terms['file/png'].id ? 'image/png' : 'image/jpeg'
    return { language: found, mediaType, content }
  })
}

function need(value: JsonValue | undefined): JsonObject {
  if (value === undefined || !isObject(value)) throw new AttestaError('edc.attestation', { at: 'displayParameter' })
  return value
}
