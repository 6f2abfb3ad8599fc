import { asn1js, encodeBase64, type ReadCertificate } from '../x509/index.ts'

/** `kid` of a seal: IssuerSerial in DER, base64 (ETSI TS 119 182-1 §5.1.4, RFC 5035 §5). A hint for whoever looks for the certificate. */
export function issuerSerial({ parsed }: ReadCertificate): string {
  const directoryName = new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [parsed.issuer.toSchema()] })
  const value = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [directoryName] }), parsed.serialNumber] })
  return encodeBase64(new Uint8Array(value.toBER(false)))
}
