import { deepStrictEqual } from 'node:assert'
import { readdirSync } from 'node:fs'
import { encode } from '../../credential/base64url.ts'
import { isObject, type JsonObject, type JsonValue } from '../../credential/json/index.ts'
import { createDisclosure, type Disclosure, issueSdJwt, type Path, presentSdJwt, verifySdJwt } from '../../credential/sd-jwt/index.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { throwawaySigner } from './throwaway-signer.ts'

interface FrameCase {
  readonly claims: JsonObject
  readonly disclosureFrame: JsonObject
  readonly presentationFrames: JsonObject
  readonly presentedClaims: JsonObject
}

const folder = 'sd-jwt/sd-jwt-js-frames'
const explained = {
  [`${folder}/array_none_disclosed.json`]: {
    why: 'the object is_over stands in plain and only its members are hidden, so RFC 9901 §7.1 leaves it there, empty; the frame expects it gone',
    end: '+   is_over: {}',
  },
}

/** Disclosure frames of sd-jwt-js: issued here, presented and verified here, compared with what is published. */
export async function frames(): Promise<Family> {
  const paths = readdirSync(vectorUrl(folder))
    .sort()
    .map((file) => `${folder}/${file}`)
  return runFamily({
    name: 'sd-jwt-js frames',
    cases: paths.map((path) => ({ path, run: () => runFrame(readVector<FrameCase>(path)) })),
    explained,
  })
}

async function runFrame({ claims, disclosureFrame, presentationFrames, presentedClaims }: FrameCase): Promise<void> {
  const signer = throwawaySigner()
  const disclosures: Disclosure[] = []
  const payload = hide(claims, disclosureFrame, disclosures)
  if (!isObject(payload)) throw new Error('the claims are no object')
  const header = { typ: 'example+sd-jwt' }
  const sdJwt = await issueSdJwt({ payload, disclosures, header, signer })
  const presented = await presentSdJwt({ sdJwt, disclose: (_, path) => chosen(presentationFrames, path) })
  const verified = await verifySdJwt({
    sdJwt: presented,
    resolveKey: async () => signer.publicJwk,
    now: new Date(1_700_000_000_000),
    typ: header.typ,
  })
  deepStrictEqual(verified.payload, presentedClaims)
}

/** Replaces what a frame names by digests, from the inside out; the disclosures are collected on the way. */
function hide(value: JsonValue, frame: JsonValue | undefined, into: Disclosure[]): JsonValue {
  if (!isObject(frame) || typeof value !== 'object' || value === null) return value
  const hidden = new Set(Array.isArray(frame._sd) ? frame._sd.map(String) : [])
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const inner = hide(item, frame[String(index)], into)
      return hidden.has(String(index)) ? { '...': collect(createDisclosure({ salt: salt(), value: inner }), into) } : inner
    })
  }
  const plain: [string, JsonValue][] = []
  const digests: string[] = []
  for (const [name, member] of Object.entries(value)) {
    const inner = hide(member, frame[name], into)
    if (hidden.has(name)) digests.push(collect(createDisclosure({ salt: salt(), name, value: inner }), into))
    else plain.push([name, inner])
  }
  return { ...Object.fromEntries(plain), ...(digests.length === 0 ? {} : { _sd: digests.sort() }) }
}

function collect(disclosure: Disclosure, into: Disclosure[]): string {
  into.push(disclosure)
  return disclosure.digest
}

function salt(): string {
  return encode(crypto.getRandomValues(new Uint8Array(16)))
}

/** A presentation frame is a tree whose `true` leaves mark what is shown. */
function chosen(frame: JsonValue | undefined, [step, ...rest]: Path): boolean {
  if (step === undefined) return frame === true || isObject(frame)
  return isObject(frame) && chosen(frame[String(step)], rest)
}
