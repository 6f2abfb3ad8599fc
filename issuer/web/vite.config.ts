import { webApp } from '../../ui/vite.ts'

export default webApp({ root: import.meta.dirname, name: 'issuer', port: 5150 })
