import { beforeEach, describe, expect, test, vi } from 'vitest'
import { keepChoice, takeChoice } from '../../../wallet-web/web/lib/kept-choice.ts'

const page = new EventTarget()
const location = { hash: '' }
vi.stubGlobal('location', location)
vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))

const choice = { fields: new Set(['name', 'birthdate']), way: 'link', days: '1', views: '10' } as const

describe('what was chosen before the wallet locked itself', () => {
  beforeEach(() => {
    location.hash = '#/documento/a/mostra'
    keepChoice(choice)
  })

  test('is there again on the same screen, once', () => {
    expect(takeChoice()).toEqual(choice)
    expect(takeChoice()).toBeUndefined()
  })

  test('is not there for another document', () => {
    location.hash = '#/documento/b/mostra'
    expect(takeChoice()).toBeUndefined()
  })

  test('is gone for whoever went elsewhere meanwhile', () => {
    location.hash = '#/'
    page.dispatchEvent(new Event('hashchange'))
    location.hash = '#/documento/a/mostra'
    expect(takeChoice()).toBeUndefined()
  })
})
