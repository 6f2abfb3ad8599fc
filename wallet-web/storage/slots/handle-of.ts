/** The same data key as a handle that no script can export; the extractable one is to be dropped by the caller. */
export async function handleOf(extractable: CryptoKey): Promise<CryptoKey> {
  const raw = await crypto.subtle.exportKey('raw', extractable)
  const handle = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])
  new Uint8Array(raw).fill(0)
  return handle
}
