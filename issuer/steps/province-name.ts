/** The twelve provinces of Lombardy by their plate code (ISO 3166-2:IT). */
const NAMES: Readonly<Record<string, string>> = {
  BG: 'Bergamo',
  BS: 'Brescia',
  CO: 'Como',
  CR: 'Cremona',
  LC: 'Lecco',
  LO: 'Lodi',
  MB: 'Monza e Brianza',
  MI: 'Milano',
  MN: 'Mantova',
  PV: 'Pavia',
  SO: 'Sondrio',
  VA: 'Varese',
}

/** A province by its name; one that is not of here keeps its code. */
export function provinceName(code: string): string {
  return NAMES[code] ?? code
}
