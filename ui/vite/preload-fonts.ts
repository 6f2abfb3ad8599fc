import type { Plugin } from 'vite'

/**
 * Has the browser fetch the letters after the code, and not only once there is text: they are there when the page is first drawn, or stay
 * away until the next one, and nothing moves under a finger (`font-display: optional` in ui/styles/_fonts.scss is the other half).
 */
export function preloadFonts(): Plugin {
  return {
    name: 'attesta:preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', fetchpriority: 'low', href: `/${file}` },
            injectTo: 'head' as const,
          })),
    },
  }
}
