export { type ComposedSdJwtVc, type ComposeSdJwtVcInput, composeSdJwtVc } from './compose.ts'
export { readSdJwtVc, type SdJwtVcReading } from './read.ts'
export { ATTESTA_VCT, kindOfVct } from './vct.ts'
