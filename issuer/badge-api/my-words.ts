import type { StatusWord } from '../../credential/status/index.ts'
import type { Language } from '../../http/page/language.ts'
import type { NamedBy, SeenBadge } from './judge-pushed.ts'

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
  readonly asked: (date: string) => string
  readonly yours: (by: readonly NamedBy[]) => string
  readonly notCompared: (identities: number) => string
  readonly notComparable: string
  readonly download: string
  readonly delete: string
  readonly take: string
  readonly withEmail: (address: string) => string
  readonly withEmailSays: string
  readonly picture: string
  readonly data: string
  readonly record: (acts: number) => string
  readonly getsEmail: string
  readonly acts: string
  readonly noActs: string
  readonly actsSay: string
  /** What a state that is not the good one means for its owner. */
  readonly state: Readonly<Record<Exclude<StatusWord, 'valido'>, { readonly word: string; readonly means: (since: string) => string }>>
  readonly leave: string
  readonly left: string
  readonly leftNext: string
  readonly leaveProvider: string
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
  noPlatforms: 'Qui trovi le piattaforme a cui dai il permesso. Per dare un permesso, parti dal sito della piattaforma.',
  may: (what, until) => `Può ${what}, fino al ${until}.`,
  takeBack: 'Togli il permesso',
  held: 'Badge di altri',
  noHeld: 'Qui trovi i badge che una piattaforma ti consegna con il tuo permesso.',
  says: (issuer) => `Dichiara di averlo emesso: ${issuer}. Non è un nostro ente, e non sappiamo chi è.`,
  checked: (date) => `Quando è arrivato, il ${date}, era integro.`,
  revocation: {
    passed: 'Non era revocato.',
    'not-checked':
      'Se era revocato non lo abbiamo potuto controllare: il suo elenco non rispondeva. Lo chiediamo di nuovo quando torni qui.',
    none: 'Chi lo ha emesso non pubblica se lo revoca.',
    ended: 'Oggi non vale: è revocato, sospeso o scaduto. Non lo diamo più alle piattaforme.',
  },
  asked: (date) => `Lo abbiamo chiesto l’ultima volta il ${date}.`,
  yours: (by) =>
    by.every((one) => one === 'name')
      ? 'Nomina una persona che si chiama come te.'
      : `È intestato a te: ${list(by, { name: 'il nome', email: 'l’indirizzo e-mail', 'tax-code': 'il codice fiscale' }, ' e ')} ${by.length === 1 ? 'è il tuo' : 'sono i tuoi'}.`,
  notCompared: (identities) =>
    identities === 1
      ? 'Porta anche un altro dato di chi lo ha ricevuto, che non possiamo confrontare.'
      : `Porta anche altri ${identities} dati di chi lo ha ricevuto, che non possiamo confrontare.`,
  notComparable: 'Non dice a chi è intestato in un modo che possiamo confrontare.',
  download: 'Scarica',
  delete: 'Elimina',
  take: 'Scarica come badge',
  withEmail: (address) => `Collegato al tuo indirizzo ${address}`,
  withEmailSays:
    'Così chi riceve il badge può controllare che è tuo. L’indirizzo non si legge nel badge, ma chi lo conosce già, o lo indovina, può averne conferma.',
  picture: 'Immagine',
  data: 'Dati',
  record: (acts) => `Tutto il percorso (${acts} attestati)`,
  getsEmail: 'I badge che riceve sono collegati al tuo indirizzo e-mail.',
  acts: 'Attestati dei nostri enti',
  noActs: 'Non ne hai ancora.',
  actsSay: 'Questi li dà l’ente che li ha rilasciati: qui non si eliminano.',
  state: {
    sospeso: {
      word: 'Sospeso',
      means: (since) =>
        `dal ${since}, per decisione dell’ente. Per ora non vale: anche chi controlla il badge lo vede. Chiedi all’ente quando la sospensione finisce.`,
    },
    annullato: {
      word: 'Annullato',
      means: (since) => `dall’ente il ${since}. Non vale più. Chiedi all’ente il perché e che cosa puoi fare.`,
    },
    sostituito: {
      word: 'Sostituito',
      means: (since) => `dall’ente il ${since}. Vale l’attestato che ha preso il suo posto.`,
    },
  },
  leave: 'Esci',
  left: 'Sei uscito',
  leftNext: 'Se questo computer lo usano anche altri, esci anche dal servizio con cui hai fatto l’accesso.',
  leaveProvider: 'Esci anche da lì',
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
  noPlatforms: 'Platforms that you let in are listed here. To give a permission, start from the site of the platform.',
  may: (what, until) => `It can ${what}, until ${until}.`,
  takeBack: 'Take the permission back',
  held: 'Badges of others',
  noHeld: 'Badges that a platform hands you with your permission are listed here.',
  says: (issuer) => `Says that it issued this: ${issuer}. It is none of our bodies, and we do not know who it is.`,
  checked: (date) => `When it came, on ${date}, it was intact.`,
  revocation: {
    passed: 'It was not revoked.',
    'not-checked': 'Whether it was revoked could not be checked: its list did not answer. We ask again when you come back here.',
    none: 'Its issuer does not publish whether it revokes it.',
    ended: 'Today it does not hold: it is revoked, suspended or expired. Platforms are no longer given it.',
  },
  asked: (date) => `We last asked on ${date}.`,
  yours: (by) =>
    by.every((one) => one === 'name')
      ? 'It names a person who is called like you.'
      : `It is issued to you: ${list(by, { name: 'the name', email: 'the e-mail address', 'tax-code': 'the codice fiscale' }, ' and ')} ${by.length === 1 ? 'is' : 'are'} yours.`,
  notCompared: (identities) =>
    identities === 1
      ? 'It also carries something else about who received it, which we cannot compare.'
      : `It also carries ${identities} other things about who received it, which we cannot compare.`,
  notComparable: 'It does not say to whom it is issued in a way that we can compare.',
  download: 'Download',
  delete: 'Delete',
  take: 'Download as a badge',
  withEmail: (address) => `Linked to your address ${address}`,
  withEmailSays:
    'So that whoever gets the badge can check that it is yours. The address cannot be read in the badge, but whoever knows it already, or guesses it, can have it confirmed.',
  picture: 'Picture',
  data: 'Data',
  record: (acts) => `The whole path (${acts} certificates)`,
  getsEmail: 'The badges that it gets are linked to your e-mail address.',
  acts: 'Certificates of our bodies',
  noActs: 'You have none yet.',
  actsSay: 'These come from the body that released them: they are not deleted here.',
  state: {
    sospeso: {
      word: 'Suspended',
      means: (since) =>
        `since ${since}, by decision of the body. For now it does not count, and whoever checks the badge sees that too. Ask the body when the suspension ends.`,
    },
    annullato: {
      word: 'Annulled',
      means: (since) => `by the body on ${since}. It no longer counts. Ask the body why and what you can do.`,
    },
    sostituito: {
      word: 'Replaced',
      means: (since) => `by the body on ${since}. The certificate that took its place counts.`,
    },
  },
  leave: 'Log out',
  left: 'You are logged out',
  leftNext: 'If others use this computer too, log out of the service that you logged in with as well.',
  leaveProvider: 'Log out there too',
}

function list(by: readonly NamedBy[], words: Readonly<Record<NamedBy, string>>, last: string): string {
  const said = by.map((one) => words[one])
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')}${last}${said.at(-1)}`
}

export const MY_WORDS: Readonly<Record<Language, MyWords>> = { it, en }
