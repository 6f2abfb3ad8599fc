import { writeFileSync } from 'node:fs'
import { configurationPage } from './configuration-page.ts'
import { errorsPage } from './errors-page.ts'

/** `npm run docs`: writes the documents that are made from sources. A test compares them (tests/docs/). */
writeFileSync('docs/configuration.md', configurationPage())
writeFileSync('docs/errors.md', errorsPage())
