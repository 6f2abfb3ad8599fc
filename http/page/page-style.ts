/**
 * As `ui/styles`, small: a served page loads this, and two weights of one font. A face is fetched when one of its letters is used; one that is
 * late stays away until the next page, so that nothing moves under a finger.
 */
const LATIN =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'
const LATIN_EXT =
  'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF'

export const FACES = [
  { file: 'titillium-web-latin-400-normal.woff2', weight: 400, letters: LATIN },
  { file: 'titillium-web-latin-600-normal.woff2', weight: 600, letters: LATIN },
  { file: 'titillium-web-latin-ext-400-normal.woff2', weight: 400, letters: LATIN_EXT },
  { file: 'titillium-web-latin-ext-600-normal.woff2', weight: 600, letters: LATIN_EXT },
] as const

const faces = FACES.map(
  ({ file, weight, letters }) =>
    `@font-face{font-family:"Titillium Web";font-weight:${weight};font-display:optional;src:url("${file}") format("woff2");unicode-range:${letters}}`,
)

export const STYLE = `${faces.join('\n')}
:root{color-scheme:light}*{box-sizing:border-box}
body{font:1.125rem/1.55 "Titillium Web",system-ui,sans-serif;color:#1a2530;background:#fff;margin:0;overflow-wrap:anywhere;display:flex;flex-direction:column;min-height:100vh}
.wide{max-width:76rem;margin:0 auto;padding:0 1rem;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center}
main{flex:1;width:100%;max-width:44rem;margin:0 auto;padding:2rem 1rem 4rem}main:focus{outline:none}
@media(min-width:48rem){.wide{padding:0 2rem}main{padding:3rem 2rem 5rem}}
.demo{margin:0;padding:.375rem 1rem;font-size:.9375rem;font-weight:600;text-align:center;color:#3d2c00;background:repeating-linear-gradient(135deg,#ffe9a8 0 14px,#fff3cf 14px 28px)}
.slim{color:#fff;background:#297a38}.slim .wide{min-height:3.25rem;flex-wrap:nowrap;column-gap:1rem}.slim-name{flex:1;min-width:0;overflow-wrap:break-word;line-height:1.25;font-weight:600;padding:.25rem 0}.slim .wide>:last-child{margin-right:-.25rem}
.slim a,.slim button{min-width:44px;min-height:44px;color:#fff;font:inherit;font-weight:600;border:0;background:none;padding:0 .25rem;margin:0;text-decoration:underline;text-underline-offset:.2em;cursor:pointer}.slim form{margin:0}
footer{border-top:1px solid #d6dce3;background:#f5f7f9;padding:1.5rem 0;font-size:.9375rem}
.skip{position:absolute;left:.5rem;top:-5rem;z-index:1;padding:.75rem 1.25rem;color:#fff;background:#1a2530}.skip:focus{top:0}
a{display:inline-flex;align-items:center;min-height:44px;color:#1c5527;font-weight:600;text-underline-offset:.2em}main a{margin-right:1.5rem}footer a{font-weight:400}
:focus-visible{outline:3px solid #0b3d91;outline-offset:2px}.slim :focus-visible,.skip:focus-visible{outline-color:#fff;outline-offset:-3px}
h1{font-size:1.75rem;line-height:1.2;font-weight:600;margin:0 0 1rem}h2{font-size:1.25rem;font-weight:600;margin:2rem 0 .5rem}h3{font-size:1.125rem;font-weight:600;margin:1.5rem 0 .5rem}
.small{font-size:.9375rem;color:#4b5a68}.said{font-size:1.25rem}
.word{font-size:2.25rem;line-height:1.15;margin:0 0 .75rem;padding-left:1rem;border-left:.5rem solid #5b6f82}
.valido{border-color:#297a38;color:#1c5527}.sospeso,.scaduto{border-color:#a66300;color:#734500}.annullato,.sostituito{border-color:#b3132b;color:#8c0f22}
fieldset{border:0;margin:2rem 0 0;padding:0;min-width:0}legend{font-weight:600;padding:0;margin-bottom:.75rem}
.ask{display:grid;grid-template-columns:2.75rem 1fr;align-items:start;border-top:1px solid #d6dce3;padding:.75rem 0}
.ask input{width:1.5rem;height:1.5rem;margin:.625rem 0 0;accent-color:#297a38}.ask label{font-weight:600;display:block;padding:.5rem 0;min-height:44px}
.ask p,.ask ul{margin:0 0 .5rem;font-size:1rem}.ask ul{padding-left:1.25rem}
.note{border-left:.375rem solid #a66300;padding:.25rem 0 .25rem 1rem;margin:1.5rem 0}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:2rem 0 1rem}
.things{list-style:none;padding:0;margin:0}.things li{border-top:1px solid #d6dce3;padding:.75rem 0}.things p{margin:0 0 .5rem}
.field{margin:1.25rem 0}.field label{font-weight:600;display:block}.field p{margin:0 0 .25rem}.wrong{margin:.25rem 0;color:#8c0f22;font-weight:600}
.field [aria-invalid]{border-color:#b3132b}.field input,.field select,.field textarea{font:inherit;width:100%;max-width:28rem;min-height:48px;padding:.5rem .75rem;border:2px solid #5b6f82;border-radius:.25rem;background:#fff;color:inherit}
summary{font-weight:600;color:#1c5527;min-height:44px;line-height:44px;cursor:pointer}details .actions{margin:1rem 0}
main button{font:inherit;font-weight:600;min-height:48px;padding:.5rem 1.5rem;border-radius:.25rem;border:2px solid #297a38;background:#fff;color:#1c5527;cursor:pointer}
main button.first{background:#297a38;color:#fff}
@media print{.slim,.demo,.skip,footer{display:none}}`
