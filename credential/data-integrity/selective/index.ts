export { type DeriveDocumentInput, deriveDocument } from './derive.ts'
