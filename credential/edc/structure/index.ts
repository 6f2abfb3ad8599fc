export type { Finding } from './finding.ts'
export { validateEdcStructure } from './validate.ts'
