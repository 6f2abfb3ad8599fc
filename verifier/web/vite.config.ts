import { webApp } from '../../ui/vite.ts'

export default webApp({ root: import.meta.dirname, name: 'verifier', port: 5151 })
