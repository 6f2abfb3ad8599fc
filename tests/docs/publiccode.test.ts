import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import lists from './publiccode-lists.json' with { type: 'json' }

const oneOf = (words: string) => z.enum(words.split(' '))
const date = z.iso.date()

const description = z.strictObject({
  localisedName: z.string().optional(),
  shortDescription: z.string().min(1).max(150),
  longDescription: z.string().min(150).max(10_000),
  features: z.array(z.string().min(1)).min(1),
})

const dependency = z.strictObject({ name: z.string().min(1), versionMin: z.string(), optional: z.boolean().optional() })

/** What catalogues such as Developers Italia refuse to take in (publiccode.yml 0.4, core and Italian extension). */
const publiccode = z.strictObject({
  publiccodeYmlVersion: z.literal('0.4'),
  name: z.string().min(1),
  url: z.url(),
  softwareVersion: z.string(),
  releaseDate: date,
  platforms: z.array(oneOf('web windows mac linux ios android')).min(1),
  categories: z.array(oneOf(lists.categories)).min(1),
  developmentStatus: oneOf('concept development beta stable obsolete'),
  softwareType: oneOf(
    'standalone/mobile standalone/iot standalone/desktop standalone/web standalone/backend standalone/other addon library configurationFiles',
  ),
  intendedAudience: z.strictObject({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)), scope: z.array(oneOf(lists.scope)) }),
  description: z.strictObject({ it: description, en: description }),
  legal: z.strictObject({ license: z.literal('EUPL-1.2') }),
  // `community` asks for somebody to write to, by name at least.
  maintenance: z.strictObject({ type: z.literal('community'), contacts: z.array(z.strictObject({ name: z.string().min(1) })).min(1) }),
  localisation: z.strictObject({ localisationReady: z.literal(true), availableLanguages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1) }),
  dependsOn: z.strictObject({ open: z.array(dependency) }),
  IT: z.strictObject({
    countryExtensionVersion: z.literal('1.0'),
    piattaforme: z.strictObject({ spid: z.boolean(), cie: z.boolean(), anpr: z.boolean(), pagopa: z.boolean() }),
  }),
})

test('publiccode.yml says only what the standard has words for', () => {
  const { softwareVersion } = publiccode.parse(parse(readFileSync('publiccode.yml', 'utf8')))
  expect(softwareVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version)
})
