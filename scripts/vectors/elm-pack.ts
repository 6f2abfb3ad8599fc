import { readFileSync } from 'node:fs'
import type { ElmPack } from '../../credential/edc/shapes/validate.ts'
import { readVector, vectorUrl } from './family.ts'

const SHAPES = ['EDC-generic-no-cv', 'EDC-generic-full', 'EDC-accredited', 'EDC-converted', 'EDC-issuedByMandate']

/** The official context and shapes of ELM 3.2, as an operator would install them. */
export function readPack(): ElmPack {
  return {
    context: readVector('edc/context/edc-ap-context-3.2.jsonld'),
    shapes: Object.fromEntries(SHAPES.map((name) => [`${name}.ttl`, readFileSync(vectorUrl(`edc/shapes/3.2/${name}.ttl`), 'utf8')])),
  }
}
