import { createHash } from 'node:crypto'

/**
 * The little that the pages do beyond HTML, in words that a telephone of ten years ago understands: the secret of the link goes from
 * behind the `#` into the form, and out of the address.
 */
export const SCRIPT = `(function () {
  'use strict'
  var field = document.getElementById('link')
  var secret = location.hash.slice(1)
  if (field && /^[0-9A-Za-z]{16}$/.test(secret)) {
    field.value = secret
    if (history.replaceState) history.replaceState(null, '', location.pathname + location.search)
    document.getElementById('code').focus()
  }
})()
`

export const SCRIPT_PATH = `/assets/served/percorso-${createHash('sha256').update(SCRIPT).digest('base64url').slice(0, 12)}.js`
