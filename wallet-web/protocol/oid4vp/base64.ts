/** Plain base64 with padding, as `x5c` has it (RFC 7515 §4.1.6). Throws on anything else. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
