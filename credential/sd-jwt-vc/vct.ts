import type { Kind } from '../attestation/attestation.ts'

/** Type of the SD-JWT VC of each kind (`vct`). The last segment counts the versions of its claims. */
export const ATTESTA_VCT: Readonly<Record<Kind, string>> = {
  trasparenza: 'https://attesta.example/vct/documento-di-trasparenza/1',
  validazione: 'https://attesta.example/vct/documento-di-validazione/1',
  certificato: 'https://attesta.example/vct/attestato-di-competenza/1',
  microcredenziale: 'https://attesta.example/vct/microcredenziale/1',
  frequenza: 'https://attesta.example/vct/attestato-di-frequenza/1',
}

const kinds = Object.keys(ATTESTA_VCT) as Kind[]

/** The kind of a `vct` of ours, or nothing. */
export function kindOfVct(vct: unknown): Kind | undefined {
  return kinds.find((kind) => ATTESTA_VCT[kind] === vct)
}
