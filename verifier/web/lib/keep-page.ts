import { trustedWorkerUrl } from '../../../ui/trusted-worker.ts'

/** From the second visit on this page opens without a network, with its checks and whom it trusts; without a worker it only needs the network. */
if ('serviceWorker' in navigator) navigator.serviceWorker.register(trustedWorkerUrl('/sw.js')).catch(() => undefined)
