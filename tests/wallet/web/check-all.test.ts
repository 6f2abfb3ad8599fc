import { describe, expect, test } from 'vitest'
import { checkAll } from '../../../wallet-web/web/lib/check-all.ts'

const documents = ['a', 'b', 'c', 'd', 'e']

describe('the states of all documents are asked', () => {
  test('each once, two at a time, and what had no answer is counted', async () => {
    const asked: string[] = []
    let open = 0
    let most = 0
    const check = async (document: string) => {
      asked.push(document)
      most = Math.max(most, ++open)
      await Promise.resolve()
      open--
      if (document === 'b') throw new TypeError('network')
      return document !== 'd'
    }
    expect(await checkAll({ documents, check, goOn: () => true })).toBe(2)
    expect(asked).toEqual(documents)
    expect(most).toBe(2)
  })

  test('and no more of them once the wallet is locked', async () => {
    const asked: string[] = []
    const check = async (document: string) => asked.push(document) > 0
    await checkAll({ documents, check, goOn: () => asked.length < 2 })
    expect(asked).toEqual(['a', 'b'])
  })
})
