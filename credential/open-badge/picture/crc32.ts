const TABLE = Uint32Array.from({ length: 256 }, (_, octet) => {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** The checksum of PNG chunks (PNG §5.5): against damage, not against malice. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const octet of bytes) value = (TABLE[(value ^ octet) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
