import { dccBadges } from './dcc-badges.ts'
import { diMutations } from './di-mutations.ts'
import { diSteps } from './di-steps.ts'
import type { Family } from './family.ts'
import { rdfCanon } from './rdf-canon.ts'
import { vcdmInputs } from './vcdm-inputs.ts'

/** The published vectors of Data Integrity and RDF canonicalization against `credential/data-integrity/`. */
export async function run(): Promise<Family[]> {
  return [await rdfCanon(), await diSteps(), await diMutations(), await dccBadges(), await vcdmInputs()]
}
