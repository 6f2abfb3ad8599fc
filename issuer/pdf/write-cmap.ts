/** A block of `bfrange` holds codes of one first byte (Adobe Technical Note 5014 §1.4.1). */
const BLOCK = 256

/** The text of each code of two bytes, by which a document is searched and read aloud (ISO 32000-1 §9.10.3). */
export function writeCmap(texts: readonly (readonly number[])[]): Uint8Array {
  const ranges: string[] = []
  for (let from = 0; from < texts.length; from += BLOCK) {
    const block = texts.slice(from, from + BLOCK)
    const written = block.map(
      (points) =>
        `<${Buffer.from(String.fromCodePoint(...points), 'utf16le')
          .swap16()
          .toString('hex')}>`,
    )
    ranges.push(`<${hex(from)}> <${hex(from + block.length - 1)}> [${written.join(' ')}]`)
  }
  return new TextEncoder().encode(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${ranges.length} beginbfrange
${ranges.join('\n')}
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end`)
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}
