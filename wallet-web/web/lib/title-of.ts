import type { WalletDocument } from '../../storage/events/fold.ts'

/** Title, body and number as the document's own signed content gives them. */
export function titleOf({ result, issuerName }: WalletDocument): {
  readonly title: string
  readonly body: string
  readonly number: string
} {
  const credential = result?.credential
  return {
    title: credential?.title ?? issuerName,
    body: credential?.issuer.recognisedName ?? credential?.issuer.says ?? issuerName,
    number: credential?.number ?? '',
  }
}

/** A file's name out of a register number. */
export function fileNameOf(document: WalletDocument): string {
  const slug = titleOf(document).number.replace(/[^A-Za-z0-9]+/g, '-')
  return `attestato-${slug || document.id.slice(0, 8)}`
}
