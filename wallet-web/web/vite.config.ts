import { webApp } from '../../ui/vite.ts'
import { serviceWorker } from './service-worker-plugin.ts'

export default webApp({
  root: import.meta.dirname,
  name: 'wallet',
  port: 5180,
  plugins: [serviceWorker({ source: `${import.meta.dirname}/sw.ts` })],
})
