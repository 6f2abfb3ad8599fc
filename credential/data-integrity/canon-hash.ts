/** Hash that labels blank nodes by. SHA-384 goes with P-384 keys (vc-di-ecdsa §3.2.3). */
export type CanonHash = 'SHA-256' | 'SHA-384'
