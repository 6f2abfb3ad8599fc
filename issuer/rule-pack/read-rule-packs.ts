import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ZodError, z } from 'zod'
import { type RulePack, rulePack } from './shape.ts'

/** Beside the packs lies the form that all of them have. */
const SCHEMA = 'rule-pack.schema.json'

/**
 * The rules of every region that has a file in this folder: a new region is a new file, and nothing else. Of one region those that began
 * later stand later, whatever their files are called.
 *
 * @throws Error that names the file which is no rule pack and what of it is wrong, or that holds a pack or a series of numbers that another
 * file has (a number belongs to one act in all regions): no service starts on rules that it misread
 */
export function readRulePacks(folder: string): RulePack[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== SCHEMA)
    .sort()
  const packs = files.map((name) => readRulePack(join(folder, name)))
  for (const [index, { id, version }] of packs.entries()) {
    const first = packs.findIndex((other) => other.id === id && other.version === version)
    if (first !== index) throw new Error(`${join(folder, files[index] ?? '')}: ${id} ${version} stands in ${files[first]} too`)
  }
  for (const [index, pack] of packs.entries()) {
    const taken = packs.findIndex(
      ({ region, numbering }) => region !== pack.region && seriesOf(numbering).some((one) => seriesOf(pack.numbering).includes(one)),
    )
    if (taken !== -1)
      throw new Error(`${join(folder, files[index] ?? '')}: a series of its numbers is one of ${files[taken]}, of another region`)
  }
  return packs.sort((a, b) => a.from.localeCompare(b.from) || Number(a.version) - Number(b.version))
}

const seriesOf = ({ attestation, trasparenza, validazione }: RulePack['numbering']) => [
  attestation.series,
  trasparenza.series,
  validazione.series,
]

function readRulePack(file: string): RulePack {
  try {
    return rulePack.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const why = cause instanceof ZodError ? z.prettifyError(cause) : cause instanceof SyntaxError ? cause.message : ''
    throw new Error(`${file} is no rule pack${why === '' ? '' : `:\n${why}`}`, { cause })
  }
}
