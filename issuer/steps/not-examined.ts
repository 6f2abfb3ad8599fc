import type { Line } from './content/line.ts'
import type { LeftOutWhy } from './lock-sitting.ts'

/** What minutes say of whoever a sitting went on without: the Italian words are part of the text that is signed. */
export const NOT_EXAMINED: Readonly<Record<LeftOutWhy, Line>> = {
  assente: ['Non si presenta, e non è esaminato.', 'Does not come, and is not examined.'],
  rinuncia: ['Ha rinunciato, e non è esaminato.', 'Gave up, and is not examined.'],
  conflitto: [
    'Questa commissione non può valutarlo, per un conflitto di interessi: aspetta un’altra commissione.',
    'This commission cannot judge them, for a conflict of interest: they wait for another commission.',
  ],
  atto: [
    'Il documento su cui poggia l’esame non è più valido, e non è esaminato.',
    'The document on which the exam rests is no longer valid, and they are not examined.',
  ],
}
