import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { fetchFiles } from '../../../wallet-web/protocol/oid4vci/files.ts'
import { discoverIssuer } from '../../../wallet-web/protocol/oid4vci/metadata.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { protocolWorld } from '../world.ts'
import { metadata, type SmallIssuer, smallIssuer } from './small-issuer.ts'

const world = protocolWorld(moments.now)
let demo: DemoWorld
let issuer: SmallIssuer
let act: string
beforeAll(async () => {
  demo = await demoWorld()
  issuer = await smallIssuer({ sdJwt: async () => '', openBadge: async () => demo.openBadge })
  act = actIdOf(await verify({ bytes: new TextEncoder().encode(JSON.stringify(demo.openBadge)) })) ?? ''
})
afterEach(() => issuer.behave())
afterAll(() => issuer.close())

const verify = (input: Parameters<typeof verifyDocument>[0]) => verifyDocument(input, demo.world)

async function files({ taken = 0, of = act } = {}) {
  const discovered = await discoverIssuer({ issuer: issuer.url, world })
  return fetchFiles({ metadata: discovered, token: 'un-gettone', act: of, taken, verify, world })
}
const formsOf = async (options = {}) => (await files(options)).map(({ form }) => form)

test('what is the same act is kept as it came, asked for with the token in a header and no name of an act in the address', async () => {
  const text = JSON.stringify(demo.openBadge)
  issuer.misbehave('/renderings/edc', (_request, reply) => reply.type('application/json').send(text))
  const [file] = await files()
  expect(file).toEqual({ form: 'edc', mediaType: 'application/json', content: Buffer.from(text).toString('base64url') })
  const { headers, url, method } = issuer.seen.get('/renderings/pdf') ?? { headers: {}, url: '', method: '' }
  expect([method, url, headers.authorization]).toEqual(['GET', '/renderings/pdf', 'Bearer un-gettone'])
})

test('another’s act, another kind of file, what does not fit, and what does not come are left out, and nothing fails', async () => {
  expect(await formsOf()).toEqual([])
  const give = () => issuer.misbehave('/renderings/edc', () => demo.openBadge)
  give()
  expect(await formsOf()).toEqual(['edc'])
  expect(await formsOf({ of: 'un-altro' })).toEqual([])
  expect(await formsOf({ taken: 8 * 1024 * 1024 })).toEqual([])
  issuer.misbehave('/renderings/pdf', () => demo.openBadge)
  expect(await formsOf()).toEqual(['edc'])
  issuer.misbehave('/renderings/edc', (_request, reply) => reply.type('application/json').send(`{${' '.repeat(2 * 1024 * 1024)}}`))
  expect(await formsOf()).toEqual([])
  issuer.misbehave('/renderings/edc', (_request, reply) => reply.code(401).send({ error: 'invalid_token' }))
  expect(await formsOf()).toEqual([])
})

test('an issuer that announces no files is asked for none', async () => {
  const { attesta_rendering_endpoint: _, ...others } = metadata(issuer.url)
  issuer.misbehave('/.well-known/openid-credential-issuer', () => others)
  issuer.misbehave('/renderings/edc', () => demo.openBadge)
  expect(await formsOf()).toEqual([])
})
