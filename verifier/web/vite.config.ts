import { mergeConfig } from 'vite'
import { webApp } from '../../ui/vite.ts'

// The first screen in one file, as the wallet's: small ones compress worse and each pays for its headers.
export default mergeConfig(webApp({ root: import.meta.dirname, name: 'verifier', port: 5151 }), {
  build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } } },
})
