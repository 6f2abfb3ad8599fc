/**
 * Whether this is a browser tab on iOS, where everything that a site kept is deleted after seven days without a visit unless it
 * stands on the Home Screen (web.md §3.3): to be said before the first document comes.
 */
export function needsHomeScreen(): boolean {
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1)
  return apple && !matchMedia('(display-mode: standalone)').matches
}
