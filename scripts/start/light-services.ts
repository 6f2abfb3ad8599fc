// The demo's light services in one process, to spare its memory: the wallet's files, which `wallet-web/server.ts` alone serves in
// production, and the companions.
import '../../wallet-web/server.ts'
import '../companions/main.ts'
