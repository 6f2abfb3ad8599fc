import { mergeConfig } from 'vite'
import { serviceWorker } from '../../ui/vite/service-worker.ts'
import { webApp } from '../../ui/vite.ts'

const shared = webApp({
  root: import.meta.dirname,
  name: 'wallet',
  port: 5180,
  plugins: [serviceWorker({ name: 'wallet', settings: '/config.json', files: ['/manifest.webmanifest', '/icon.svg', '/icon-180.png'] })],
})

// What every first screen needs comes in one file: twenty small ones compress worse and each pays for its headers.
export default mergeConfig(shared, {
  build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } } },
})
