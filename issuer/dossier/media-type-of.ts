/** What a dossier takes: what a scanner or a telephone makes, and every office can open. */
export const EVIDENCE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const
export type EvidenceType = (typeof EVIDENCE_TYPES)[number]

/** What the bytes are, by their first ones: what they are said to be is nobody's proof. */
export function mediaTypeOf(bytes: Uint8Array): EvidenceType | undefined {
  const starts = (text: string, at = 0) => [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0))
  if (starts('%PDF-')) return 'application/pdf'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  return undefined
}
