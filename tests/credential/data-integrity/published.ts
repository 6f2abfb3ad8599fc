import { readdirSync } from 'node:fs'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { readVector, vectorUrl } from '../../../scripts/vectors/family.ts'
import { testContexts } from '../../../scripts/vectors/test-contexts.ts'

const FOLDERS = [
  'ob3/ob30',
  'ob3/own',
  'ob3/clr20',
  'w3c/vcdm2',
  'w3c/vcdm2/names-and-descriptions',
  'w3c/dcc-verifier-core',
  'w3c/vcdm-schema',
]

/** The published documents, signed ones with their proofs inside, so that graphs and nested contexts are met too. */
export const published = FOLDERS.flatMap((folder) =>
  readdirSync(vectorUrl(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, JsonObject] => [`${folder}/${file}`, readVector(`${folder}/${file}`)]),
).filter(([, document]) => isAddressed(document['@context']))

function isAddressed(context: JsonValue | undefined): boolean {
  return Array.isArray(context) && context.every((item) => typeof item === 'string' && testContexts.has(item))
}

/** The canonical text, or that there is none. */
export const outcome = (text: Promise<string>) => text.catch(() => 'refused')
