import { mergeConfig } from 'vite'
import { webApp } from '../../ui/vite.ts'
import { serviceWorker } from './service-worker-plugin.ts'

const shared = webApp({
  root: import.meta.dirname,
  name: 'wallet',
  port: 5180,
  plugins: [serviceWorker({ source: `${import.meta.dirname}/sw.ts` })],
})

// What every first screen needs comes in one file: twenty small ones compress worse and each pays for its headers.
export default mergeConfig(shared, {
  build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } } },
})
