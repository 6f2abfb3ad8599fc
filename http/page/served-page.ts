import { escapeHtml } from './escape-html.ts'
import { type Asked, type Language, languageOf, otherLanguageHref } from './language.ts'
import { LETTERS, STYLE_PATH } from './page-assets.ts'

const WORDS = {
  it: {
    demo: 'Ambiente dimostrativo: nessun dato reale',
    demoLabel: 'Avviso',
    other: 'English',
    skip: 'Vai al contenuto',
    access: 'Accessibilità',
    privacy: 'Privacy',
  },
  en: {
    demo: 'Demonstration environment: no real data',
    demoLabel: 'Notice',
    other: 'Italiano',
    skip: 'Skip to the content',
    access: 'Accessibility',
    privacy: 'Privacy',
  },
} as const

/** What stands around the content of a page, whatever the page says. */
export interface Frame {
  readonly language: Language
  readonly demo: boolean
  readonly otherHref: string
}

export interface ServedPage {
  readonly title: string
  /** HTML, with the one h1. */
  readonly content: string
  readonly frame: Frame
  /** The body that the page is of, where there is one. */
  readonly body?: string
  /** HTML beside the language: what a person who is logged in can do about that. */
  readonly session?: string
}

export function frameOf(asked: Asked, demo: boolean): Frame {
  return { language: languageOf(asked), demo, otherHref: otherLanguageHref(asked) }
}

/** The bones of every page that the service writes itself: without a script, the same as those of the apps. */
export function servedPage({ title, content, frame: { language, demo, otherHref }, body = 'Attesta', session = '' }: ServedPage): string {
  const words = WORDS[language]
  const other = language === 'it' ? 'en' : 'it'
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><link rel="stylesheet" href="${STYLE_PATH}">${LETTERS}<title>${escapeHtml(title)}</title></head>
<body><a class="skip" href="#main">${words.skip}</a>${demo ? `<aside class="demo" aria-label="${words.demoLabel}">${words.demo}</aside>` : ''}
<header class="slim"><div class="wide"><span class="slim-name">${escapeHtml(body)}</span>${session}<a href="${escapeHtml(otherHref)}" lang="${other}" hreflang="${other}">${words.other}</a></div></header>
<main id="main" tabindex="-1">${content}</main>
<footer><div class="wide"><a href="/accessibilita" data-element="accessibility-link">${words.access}</a><a href="/privacy" data-element="privacy-policy-link">${words.privacy}</a></div></footer></body></html>`
}
