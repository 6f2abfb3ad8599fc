import type { EdcPicture } from '../../../credential/edc/index.ts'

/** One transparent point, in two languages. */
const content = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

export const pictures: readonly EdcPicture[] = [
  { language: 'it', mediaType: 'image/png', content },
  { language: 'en', mediaType: 'image/png', content },
]
