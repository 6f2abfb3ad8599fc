import { spawnSync } from 'node:child_process'
import { installFromDebian } from './debian.ts'

const PROGRAMS = ['pdfinfo', 'pdftotext', 'pdfdetach', 'pdffonts', 'pdftoppm', 'qpdf']

/**
 * The readers of others that our PDF is shown to: poppler and qpdf. Fetched before the tests begin, where we may: two of them that begin
 * at once cannot both install. Where they are not to be had the tests that need them are not run, and `npm test` says how many.
 */
export function findPdfTools(): boolean {
  return pdfToolsAreHere() || (installFromDebian({ packages: ['poppler-utils', 'qpdf'], what: 'poppler and qpdf' }) && pdfToolsAreHere())
}

export function pdfToolsAreHere(): boolean {
  return PROGRAMS.every((name) => spawnSync(name, ['--version']).error === undefined)
}
