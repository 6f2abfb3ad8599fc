import { createSubscriber } from 'svelte/reactivity'

const follow = createSubscriber((update) => {
  addEventListener('popstate', update)
  addEventListener('attesta:navigated', update)
  return () => {
    removeEventListener('popstate', update)
    removeEventListener('attesta:navigated', update)
  }
})

/** Path of the page that is shown. */
export function path(): string {
  follow()
  return location.pathname
}

/** Shows another page of the console; `kept` comes back with the page on a reload or a way back, and stands in no address. */
export function go(to: string, kept: unknown = null): void {
  history.pushState(kept, '', to)
  scrollTo(0, 0)
  dispatchEvent(new Event('attesta:navigated'))
}

/** Lets a plain link of the console change the page without loading it anew; new tabs, files and other paths stay the browser's. */
export function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.hasAttribute('download') || link.target !== '') return
  if (link.origin !== location.origin || /^\/(api|auth|demo|oid4vci|oauth|org|status)\//.test(link.pathname)) return
  if (link.hash !== '' && link.pathname === location.pathname) return
  event.preventDefault()
  go(link.pathname + link.search)
}
