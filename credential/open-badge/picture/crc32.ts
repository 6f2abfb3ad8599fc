/** Eight tables of 256, one for each of the octets that are taken at once (Kounavis and Berry 2005, "slicing by 8"). */
const TABLE = new Int32Array(8 * 256)
for (let octet = 0; octet < 256; octet++) {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  TABLE[octet] = value
}
for (let at = 256; at < TABLE.length; at++) {
  const before = entry(at - 256)
  TABLE[at] = entry(before & 0xff) ^ (before >>> 8)
}

function entry(at: number): number {
  return TABLE[at] as number
}

/** The checksum of PNG chunks (PNG §5.5): against damage, not against malice. */
export function crc32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % 8)
  let value = -1
  for (let at = 0; at < whole; at += 8) {
    const low = value ^ view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    value =
      entry(1792 + (low & 0xff)) ^
      entry(1536 + ((low >>> 8) & 0xff)) ^
      entry(1280 + ((low >>> 16) & 0xff)) ^
      entry(1024 + (low >>> 24)) ^
      entry(768 + (high & 0xff)) ^
      entry(512 + ((high >>> 8) & 0xff)) ^
      entry(256 + ((high >>> 16) & 0xff)) ^
      entry(high >>> 24)
  }
  for (let at = whole; at < bytes.length; at++) value = entry((value ^ (bytes[at] as number)) & 0xff) ^ (value >>> 8)
  return ~value >>> 0
}
