import { existsSync, readFileSync } from 'node:fs'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { unbake } from '../../credential/open-badge/index.ts'
import { alignment, badgeClass, readClass } from '../../credential/open-badge-2/index.ts'
import { verifyDocument } from '../../credential/verify/index.ts'
import { vectorUrl } from './family.ts'

/** Classes that the samples show alone: they are parts of a badge and none, so they are read and not verified. */
const ALONE = { BadgeClass: badgeClass, AlignmentObject: alignment }

/**
 * Judges a sample of Open Badges 2.0 with its own web beside it: `https://example.org/NAME` is the file of that name, and the address of a
 * hosted badge answers with the badge, as that of its issuer would.
 */
export async function judgeBadge2({ file, bytes, now }: { file: string; bytes: Uint8Array; now: Date }): Promise<void> {
  const document = documentIn(file, bytes)
  if (file.includes('rdf-validation')) return readAlone(document)
  const { checks } = await verifyDocument(
    { bytes },
    {
      now,
      fetch: async (url) => answer(url, document),
      trust: {
        issuers: ['organization', 'organization-with-empty-revocation-list', 'issuer-with-allowed-origins'].map(trusted),
        sealRoots: [],
      },
    },
  )
  const open = checks.find(({ id, outcome }) => id !== 'holder' && outcome !== 'passed')
  const code = open?.code ?? 'valid'
  if (code !== (file.endsWith('/simple.jwt') ? 'status.none' : 'valid')) throw new Error(code)
}

function documentIn(file: string, bytes: Uint8Array): JsonObject {
  if (file.endsWith('.jwt')) return {}
  const document = parseStrictJson(file.endsWith('.png') ? unbake(bytes).document : bytes)
  if (!isObject(document)) throw new Error('no object')
  return document
}

function readAlone(document: JsonObject): void {
  const { type } = document
  if (type === 'BadgeClass') readClass({ document, shape: ALONE.BadgeClass })
  else if (type === 'AlignmentObject') readClass({ document, shape: ALONE.AlignmentObject })
  else throw new Error('no class that is known')
}

async function answer(url: string, document: JsonObject): Promise<Response> {
  if (url === document.id) return new Response(JSON.stringify(document))
  const file = vectorUrl(
    `ob3/ob20/assets/${url.replace(/^https?:\/\/example\.org\//, '').replace(/^issuer-with-allowed-origins$/, '$&.json')}`,
  )
  return existsSync(file) ? new Response(new Uint8Array(readFileSync(file))) : new Response(null, { status: 404 })
}

function trusted(name: string) {
  const scheme = name === 'issuer-with-allowed-origins' ? 'http' : 'https'
  return { id: `${scheme}://example.org/${name}.json`, name, from: '2000-01-01T00:00:00Z' }
}
