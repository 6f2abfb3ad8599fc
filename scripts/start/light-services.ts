// The demo's light services in one process, to spare the memory of two more: the verifier and the wallet's files, which
// `verifier/server.ts` and `wallet-web/server.ts` serve each alone in production, and the companions. They still meet on the wire only.
import '../../wallet-web/server.ts'
import '../companions/main.ts'
import '../../verifier/server.ts'
