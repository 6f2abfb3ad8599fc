import { escapeHtml } from '../../http/page/escape-html.ts'

/**
 * What a field that was left empty asks for, below it and hidden: the page's script shows it in the place of the browser's own words, which
 * come in the browser's language (page-script.ts).
 */
export const needed = (field: string, sentence: string): string => `<p class="wrong" id="${field}-manca" hidden>${escapeHtml(sentence)}</p>`
