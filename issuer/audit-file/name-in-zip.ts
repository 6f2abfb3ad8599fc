/** A name inside a zip: no folder, and no dot in front, so that whatever unpacks it stays where it is, and nothing is hidden. */
export const nameInZip = (text: string): string =>
  text
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80) || 'senza-nome'
