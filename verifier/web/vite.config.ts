import { mergeConfig } from 'vite'
import { serviceWorker } from '../../ui/vite/service-worker.ts'
import { webApp } from '../../ui/vite.ts'

const shared = webApp({
  root: import.meta.dirname,
  name: 'verifier',
  port: 5151,
  // Other addresses are answers of the service, or not there.
  plugins: [
    serviceWorker({ name: 'verifier', settings: '/api/trust', files: [], pages: /^\/$|^\/(privacy|accessibilita|c\/[A-Za-z0-9_-]{22})$/ }),
  ],
})

// The first screen in one file, as the wallet's: small ones compress worse and each pays for its headers.
export default mergeConfig(shared, {
  build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } } },
})
