import { createHash } from 'node:crypto'

/**
 * The little that the pages do beyond HTML, in words that a telephone of ten years ago understands. The secret of the link goes from
 * behind the `#` into the form, and out of the address. A file is sent with its progress, and sent again by itself when the network is
 * back: under the same key, so that it arrives once. What is typed is kept in the tab until it has arrived: the name of a draft counts
 * what arrived before, so that the next page finds none. What is missing is said in the page's words. Without a script the forms work as
 * they stand.
 */
export const SCRIPT = `(function () {
  'use strict'
  /** Also when it is opened in a tab that shows the page already. */
  function takeLink() {
    var field = document.getElementById('link')
    var other = document.getElementById('altro-link')
    var secret = location.hash.slice(1)
    if (!/^[0-9A-Za-z]{16}$/.test(secret)) return
    if (history.replaceState) history.replaceState(null, '', location.pathname + location.search)
    if (field) {
      field.value = secret
      document.getElementById('code').value = ''
      document.getElementById('code').focus()
    } else if (other) {
      var go = other.querySelector('a')
      go.href = go.href.split('#')[0] + '#' + secret
      other.hidden = false
    }
  }
  takeLink()
  window.addEventListener('hashchange', takeLink)

  function lineOf(field) {
    return document.getElementById(field.name + '-manca')
  }
  function isMissing(field) {
    return field.validity && (field.validity.valueMissing || (field.required && !/\\S/.test(field.value)))
  }
  function mark(field, missing) {
    var line = lineOf(field)
    var described = (field.getAttribute('aria-describedby') || '').split(' ').filter(function (id) {
      return id && id !== line.id
    })
    if (missing) described.push(line.id)
    line.hidden = !missing
    if (missing) field.setAttribute('aria-invalid', 'true')
    else field.removeAttribute('aria-invalid')
    if (described.length) field.setAttribute('aria-describedby', described.join(' '))
    else field.removeAttribute('aria-describedby')
  }
  ;[].forEach.call(document.querySelectorAll('main form'), function (one) {
    one.noValidate = true
    one.addEventListener('input', function (event) {
      var line = lineOf(event.target)
      if (!line || line.hidden) return
      ;[].forEach.call(one.elements, function (field) {
        if (field.name === event.target.name) mark(field, isMissing(field))
      })
    })
    one.addEventListener('submit', function (event) {
      var first
      ;[].forEach.call(one.elements, function (field) {
        if (!lineOf(field)) return
        var missing = isMissing(field)
        mark(field, missing)
        if (missing && !first) first = field
      })
      if (!first) return
      event.preventDefault()
      event.stopImmediatePropagation()
      first.focus()
    })
  })

  var PREFIX = 'attesta.draft.'
  var drafts = [].slice.call(document.querySelectorAll('form[data-draft]'))
  var leave = document.getElementById('esci')
  function keyOf(one) {
    return PREFIX + one.getAttribute('data-draft')
  }
  /** Drafts whose name begins so: of what has arrived since, or of everything. */
  function forget(start, but) {
    Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf(start) === 0 && key !== but) sessionStorage.removeItem(key)
    })
  }
  function typed(one) {
    return [].filter.call(one.elements, function (field) {
      return field.name && field.type !== 'hidden' && field.type !== 'file' && field.type !== 'submit'
    })
  }
  function keep(one) {
    var said = one.querySelector('.draft-said')
    var values = typed(one).map(function (field) {
      return field.type === 'radio' ? field.checked : field.value
    })
    sessionStorage.setItem(keyOf(one), JSON.stringify(values))
    said.textContent = said.getAttribute('data-said').replace('{time}', new Date().toLocaleTimeString('it-IT', { timeZone: 'Europe/Rome', hour: 'numeric', minute: '2-digit' }))
  }
  function restore(one) {
    var values = JSON.parse(sessionStorage.getItem(keyOf(one)) || 'null')
    var fields = typed(one)
    if (!values || values.length !== fields.length) return
    fields.forEach(function (field, index) {
      if (field.type === 'radio') field.checked = values[index]
      else field.value = values[index]
    })
    var folded = one.parentNode
    if (folded.tagName === 'DETAILS') folded.open = true
  }
  try {
    drafts.forEach(function (one) {
      forget(keyOf(one).replace(/[0-9]+$/, ''), keyOf(one))
      restore(one)
      one.addEventListener('input', function () {
        keep(one)
      })
    })
    if (leave)
      leave.addEventListener('submit', function () {
        forget(PREFIX)
      })
  } catch (refused) {
    // A browser that keeps nothing: the forms work all the same.
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
    state.className = ''
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
      var told = request.response ? request.response.querySelectorAll('main h1, main p') : []
      say(
        [].map
          .call(told, function (one) {
            return one.textContent
          })
          .join(' ') || request.status,
      )
      state.className = 'wrong'
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
