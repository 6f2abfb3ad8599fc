/** A line of RFC 4180. A value that a spreadsheet would take for a formula is kept a text (OWASP, CSV injection). */
export function csvLine(values: readonly (string | number)[]): string {
  return values.map(cell).join(',')
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
