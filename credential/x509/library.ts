/**
 * pkijs and its ASN.1, fetched when the first seal is looked at: 13 MB of memory that a process without seals does not pay. A plain
 * `import` of a package would be lifted to the head of the bundle.
 */
export const pkijs = await import('pkijs')
export const asn1js = await import('asn1js')
