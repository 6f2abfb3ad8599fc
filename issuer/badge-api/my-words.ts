import type { Language } from '../routes/language.ts'
import type { SeenBadge } from './judge-pushed.ts'

interface MyWords {
  readonly title: string
  readonly answer: (platforms: number) => string
  readonly you: (name: string) => string
  readonly platforms: string
  readonly noPlatforms: string
  readonly may: (what: string, until: string) => string
  readonly takeBack: string
  readonly held: string
  readonly noHeld: string
  readonly says: (issuer: string) => string
  readonly checked: (date: string) => string
  readonly revocation: Readonly<Record<SeenBadge['status'], string>>
  readonly yours: string
  readonly notComparable: string
  readonly download: string
  readonly delete: string
  readonly acts: string
  readonly noActs: string
  readonly actsSay: string
}

const it: MyWords = {
  title: 'I tuoi badge e chi li vede',
  answer: (platforms) =>
    platforms === 0
      ? 'Nessuna piattaforma può vedere i tuoi badge.'
      : platforms === 1
        ? 'Una piattaforma ha il tuo permesso.'
        : `${platforms} piattaforme hanno il tuo permesso.`,
  you: (name) => `Hai fatto l’accesso come <strong>${name}</strong>.`,
  platforms: 'Piattaforme che hanno il tuo permesso',
  noPlatforms: 'Qui trovi le piattaforme a cui dai il permesso. Il permesso si chiede dalla piattaforma.',
  may: (what, until) => `Può ${what}, fino al ${until}.`,
  takeBack: 'Togli il permesso',
  held: 'Badge di altri',
  noHeld: 'Qui trovi i badge che una piattaforma ti consegna con il tuo permesso.',
  says: (issuer) => `Dichiara di averlo emesso: ${issuer}. Non è un nostro ente, e non sappiamo chi è.`,
  checked: (date) => `Quando è arrivato, il ${date}, era integro.`,
  revocation: {
    passed: 'Non era revocato.',
    'not-checked': 'Se era revocato non lo abbiamo potuto controllare.',
    none: 'Chi lo ha emesso non pubblica se lo revoca.',
  },
  yours: 'È intestato a te.',
  notComparable: 'Non dice a chi è intestato in un modo che possiamo confrontare.',
  download: 'Scarica',
  delete: 'Elimina',
  acts: 'Attestati dei nostri enti',
  noActs: 'Non ne hai ancora.',
  actsSay: 'Questi li dà l’ente che li ha rilasciati: qui non si eliminano.',
}

const en: MyWords = {
  title: 'Your badges and who sees them',
  answer: (platforms) =>
    platforms === 0
      ? 'No platform can see your badges.'
      : platforms === 1
        ? 'One platform has your permission.'
        : `${platforms} platforms have your permission.`,
  you: (name) => `You are logged in as <strong>${name}</strong>.`,
  platforms: 'Platforms that have your permission',
  noPlatforms: 'Platforms that you let in are listed here. It is the platform that asks.',
  may: (what, until) => `It can ${what}, until ${until}.`,
  takeBack: 'Take the permission back',
  held: 'Badges of others',
  noHeld: 'Badges that a platform hands you with your permission are listed here.',
  says: (issuer) => `Says that it issued this: ${issuer}. It is none of our bodies, and we do not know who it is.`,
  checked: (date) => `When it came, on ${date}, it was intact.`,
  revocation: {
    passed: 'It was not revoked.',
    'not-checked': 'Whether it was revoked could not be checked.',
    none: 'Its issuer does not publish whether it revokes it.',
  },
  yours: 'It is issued to you.',
  notComparable: 'It does not say to whom it is issued in a way that we can compare.',
  download: 'Download',
  delete: 'Delete',
  acts: 'Certificates of our bodies',
  noActs: 'You have none yet.',
  actsSay: 'These come from the body that released them: they are not deleted here.',
}

export const MY_WORDS: Readonly<Record<Language, MyWords>> = { it, en }
