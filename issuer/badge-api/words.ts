import type { Language } from '../../http/page/language.ts'
import { SCOPE, type Scope } from './scopes.ts'

interface Words {
  readonly title: (platform: string) => string
  readonly you: (name: string) => string
  readonly notYou: string
  readonly unknown: (host: string) => string
  readonly legend: string
  readonly asks: Readonly<Record<Scope, { readonly label: string; readonly tells: string }>>
  readonly email: { readonly label: (address: string) => string; readonly tells: string }
  readonly today: string
  readonly none: string
  readonly hour: string
  readonly until: (date: string) => string
  readonly allow: string
  readonly refuse: string
  readonly otherwise: string
  readonly later: string
  readonly policy: string
}

const it: Words = {
  title: (platform) => `«${platform}» chiede il tuo permesso`,
  you: (name) => `Hai fatto l’accesso come <strong>${name}</strong>.`,
  notYou: 'Non sei tu? Accedi con un altro nome',
  unknown: (host) =>
    `Quello che permetti va a <strong>${host}</strong>. Noi non sappiamo chi c’è dietro: continua solo se conosci questo sito e sei partito da lì.`,
  legend: 'Che cosa permetti? Metti la spunta a quello che vuoi, toglila a quello che non vuoi.',
  asks: {
    [SCOPE.readCredentials]: {
      label: 'Leggere i tuoi badge',
      tells:
        'Vedrà il tuo nome, i titoli, le competenze, le esperienze e come sono state valutate, anche dei badge che avrai in futuro. Non vedrà il codice fiscale e la data di nascita.',
    },
    [SCOPE.upsertCredential]: {
      label: 'Consegnarti badge di altri',
      tells: 'Potrà aggiungere badge che non vengono dai nostri enti. Non potrà cambiare quelli degli enti.',
    },
    [SCOPE.readProfile]: { label: 'Leggere il tuo profilo', tells: 'Vedrà il tuo nome e il tuo indirizzo e-mail:' },
    [SCOPE.updateProfile]: {
      label: 'Scrivere nel tuo profilo',
      tells: 'Potrà cambiare la descrizione, il sito e il telefono. Non potrà cambiare il nome e l’indirizzo e-mail.',
    },
  },
  email: {
    label: (address) => `Collega i badge al tuo indirizzo ${address}`,
    tells:
      'Così chi riceve il badge può controllare che è tuo. L’indirizzo non si legge nel badge, ma chi lo conosce già, o lo indovina, può averne conferma.',
  },
  today: 'Oggi sono:',
  none: 'Oggi non ne hai.',
  hour: 'Il permesso dura un’ora.',
  until: (date) => `Il permesso dura fino al <strong>${date}</strong>, anche quando non sei collegato.`,
  allow: 'Permetti',
  refuse: 'Non permettere',
  otherwise: 'Non sei obbligato: i tuoi attestati valgono lo stesso, e puoi mostrarli dal tuo portafoglio.',
  later: 'I tuoi badge: da lì puoi togliere il permesso quando vuoi',
  policy: 'Che cosa fa dei tuoi dati (si apre il sito della piattaforma)',
}

const en: Words = {
  title: (platform) => `“${platform}” asks for your permission`,
  you: (name) => `You are logged in as <strong>${name}</strong>.`,
  notYou: 'Not you? Log in under another name',
  unknown: (host) =>
    `What you allow goes to <strong>${host}</strong>. We do not know who is behind it: go on only if you know this site and came from there.`,
  legend: 'What do you allow? Tick what you want, untick what you do not want.',
  asks: {
    [SCOPE.readCredentials]: {
      label: 'Read your badges',
      tells:
        'It will see your name, the titles, the competences, the experiences and how they were assessed, also of badges that you get later. It will not see your codice fiscale or your date of birth.',
    },
    [SCOPE.upsertCredential]: {
      label: 'Hand you badges of others',
      tells: 'It will be able to add badges that do not come from our bodies. It cannot change those of the bodies.',
    },
    [SCOPE.readProfile]: { label: 'Read your profile', tells: 'It will see your name and your e-mail address:' },
    [SCOPE.updateProfile]: {
      label: 'Write into your profile',
      tells: 'It will be able to change description, site and telephone. It cannot change your name or e-mail address.',
    },
  },
  email: {
    label: (address) => `Link the badges to your address ${address}`,
    tells:
      'So that whoever gets the badge can check that it is yours. The address cannot be read in the badge, but whoever knows it already, or guesses it, can have it confirmed.',
  },
  today: 'Today these are:',
  none: 'Today you have none.',
  hour: 'The permission lasts an hour.',
  until: (date) => `The permission lasts until <strong>${date}</strong>, also while you are away.`,
  allow: 'Allow',
  refuse: 'Do not allow',
  otherwise: 'You do not have to: your certificates are worth the same, and you can show them from your wallet.',
  later: 'Your badges: there you can take the permission back at any time',
  policy: 'What it does with your data (opens the site of the platform)',
}

export const WORDS: Readonly<Record<Language, Words>> = { it, en }
