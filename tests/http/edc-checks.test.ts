import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isObject, type JsonObject } from '../../credential/json/index.ts'
import { edcChecks } from '../../http/edc-checks.ts'
import { installElmPack } from '../../http/elm-pack.ts'
import { readVector, vectorUrl } from '../../scripts/vectors/family.ts'

const own = readVector<JsonObject>('edc/samples/own/unsealed.json')

/** As many achievements as a record of a whole school life has, and more: each is a good node of its own. */
function with9000Nodes(): JsonObject {
  const subject = isObject(own.credentialSubject) ? own.credentialSubject : {}
  const [claim] = [subject.hasClaim].flat()
  const many = Array.from({ length: 9_000 }, (_, at) => ({ ...(isObject(claim) ? claim : {}), id: `urn:epass:learningAchievement:${at}` }))
  return { ...own, credentialSubject: { ...subject, hasClaim: many } }
}

test('the official shapes judge where they are installed, up to what a stranger may make them cost', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'elm-'))
  expect(await edcChecks({ dataDir })).toEqual({})
  await installElmPack({ from: ['edc/shapes/3.2', 'edc/context'].map((path) => fileURLToPath(vectorUrl(path))), dataDir })
  const { conformsToShapes } = await edcChecks({ dataDir })
  const { issued: _, ...incomplete } = own
  expect(await conformsToShapes?.(own)).toBe(true)
  expect(await conformsToShapes?.(incomplete)).toBe(false)
  expect(await conformsToShapes?.(with9000Nodes())).toBeUndefined()
})
