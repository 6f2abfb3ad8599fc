export { type ComposedSdJwtVc, type ComposeSdJwtVcInput, composeSdJwtVc } from './compose.ts'
export { ATTESTA_VCT, kindOfVct } from './vct.ts'
