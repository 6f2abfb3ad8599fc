import { deepStrictEqual, strictEqual } from 'node:assert'
import { decode } from '../../credential/base64url.ts'
import type { PublicJwk } from '../../credential/crypto/port.ts'
import { type Bits, checkStatus, encodeTokenList, inflate, readTokenList } from '../../credential/status/index.ts'
import { type Family, readVector, runFamily } from './family.ts'

interface EncodedList {
  readonly bits: Bits
  readonly size: number
  readonly allOthersAre: number
  readonly statuses: Readonly<Record<string, number>>
  readonly statusListJson: { readonly bits: Bits; readonly lst: string }
}

const folder = 'sd-jwt/token-status-list'

/** Lists of the IETF draft: each set status, its neighbours and both ends are read; ours for the same statuses holds the same bytes. */
export async function tokenStatusList(): Promise<Family> {
  const lists = ['1-bit.json', '4-bit.json'].map((name) => {
    const path = `${folder}/${name}`
    return { path, run: () => runList(readVector<EncodedList>(path)) }
  })
  const cases = [
    ...lists,
    { path: `${folder}/status_list_encoding_json.json`, run: runBytes },
    { path: `${folder}/status-list-token.json`, run: runToken },
  ]
  return runFamily({ name: 'Token Status List', cases })
}

async function runList({ bits, size, allOthersAre, statuses, statusListJson: { lst } }: EncodedList): Promise<void> {
  const values = new Map(Object.entries(statuses).map(([index, value]) => [Number(index), value]))
  const looked = new Set([0, size - 1, ...[...values.keys()].flatMap((index) => [index - 1, index, index + 1])])
  for (const index of looked) {
    if (index < 0 || index >= size) continue
    strictEqual(await readTokenList({ bits, lst, index }), values.get(index) ?? allOthersAre, `position ${index}`)
  }
  const ours = await encodeTokenList({ bits, size, values })
  deepStrictEqual(await unpacked(ours), await unpacked(lst))
}

async function runBytes(): Promise<void> {
  const { bytes, statusListJson } = readVector<{ bytes: number[]; statusListJson: { lst: string } }>(
    `${folder}/status_list_encoding_json.json`,
  )
  deepStrictEqual([...(await unpacked(statusListJson.lst))], bytes)
}

/** The signed example of the draft: its sixteen statuses are those of its §4.1. */
async function runToken(): Promise<void> {
  const { jwt, exampleKey } = readVector<{ jwt: string; exampleKey: PublicJwk & { d: string } }>(`${folder}/status-list-token.json`)
  const { kty, crv, x, y, kid } = exampleKey as Required<PublicJwk>
  const uri = 'https://example.com/statuslists/1'
  const world = {
    now: new Date('2024-01-01T00:00:00Z'),
    fetch: async () => new Response(jwt),
    trust: {
      issuers: [{ id: 'https://example.com', name: 'example', publicKeys: [{ kty, crv, x, y, kid }], from: '2020-01-01T00:00:00Z' }],
      sealRoots: [],
    },
  }
  const found: (number | undefined)[] = []
  for (let idx = 0; idx < 16; idx++) found.push((await checkStatus({ idx, uri }, world, { issuer: 'https://example.com' })).value)
  deepStrictEqual(found, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1])
}

function unpacked(lst: string): Promise<Uint8Array> {
  return inflate({ bytes: decode(lst), packing: 'deflate' })
}
