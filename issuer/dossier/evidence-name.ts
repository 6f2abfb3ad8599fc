const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
}

/**
 * `Content-Disposition` of a piece of evidence (RFC 6266 §4.3): saved under the title that it has in the dossier, with the ending that the
 * programs of an office go by.
 */
export function evidenceDisposition({ title, mediaType }: { readonly title: string; readonly mediaType: string }): string {
  const ending = ENDINGS[mediaType] ?? ''
  const plain = title.replace(/[\p{C}\s/\\:*?"<>|]+/gu, ' ').trim()
  const name = plain.toLowerCase().endsWith(ending) ? plain : `${plain}${ending}`
  return `attachment; filename="evidenza${ending}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, hex)}`
}

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
