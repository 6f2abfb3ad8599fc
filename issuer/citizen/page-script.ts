import { createHash } from 'node:crypto'

/**
 * The little that the pages do beyond HTML, in words that a telephone of ten years ago understands. The secret of the link goes from
 * behind the `#` into the form, and out of the address. A file is sent with its progress, and sent again by itself when the network is
 * back: under the same key, so that it arrives once. Without a script both forms work as they stand.
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

  var form = document.getElementById('manda')
  if (!form || !window.FormData || !window.XMLHttpRequest) return
  var state = document.getElementById('manda-stato')
  var words = form.dataset
  var busy = false

  function say(text) {
    state.textContent = text
  }
  function send() {
    var request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.responseType = 'document'
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) say(words.going.replace('{n}', Math.round((100 * event.loaded) / event.total)))
    }
    request.onerror = lost
    request.onload = function () {
      if (request.status === 0 || request.status === 502 || request.status === 503) return lost()
      busy = false
      if (request.status < 400) {
        say(words.done)
        location.hash = 'prove'
        return location.reload()
      }
      var told = request.response && request.response.querySelector('main')
      say(told ? told.textContent : request.status)
    }
    request.send(new FormData(form))
  }
  function lost() {
    say(words.lost)
    var timer = setTimeout(again, 5000)
    function again() {
      clearTimeout(timer)
      window.removeEventListener('online', again)
      send()
    }
    window.addEventListener('online', again)
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    if (busy) return
    var file = form.elements.file.files[0]
    if (file && file.size > Number(words.limit)) return say(words.big)
    busy = true
    say(words.going.replace('{n}', 0))
    send()
  })
})()
`

export const SCRIPT_PATH = `/assets/served/percorso-${createHash('sha256').update(SCRIPT).digest('base64url').slice(0, 12)}.js`
