import { argon2id } from 'hash-wasm'
import type { Argon2Input } from '../../storage/slots/password.ts'

self.addEventListener('message', async ({ data }: MessageEvent<Argon2Input>) => {
  const { password, salt, memoryKib, passes, lanes } = data
  try {
    const hash = await argon2id({
      password,
      salt,
      memorySize: memoryKib,
      iterations: passes,
      parallelism: lanes,
      hashLength: 32,
      outputType: 'binary',
    })
    self.postMessage({ hash })
  } catch {
    self.postMessage({}) // an old phone that cannot give the memory
  }
})
