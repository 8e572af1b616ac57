/** What the server has written into the page: style elements without it are refused. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// Dialogs keep the page behind them from scrolling by a style element of `react-remove-scroll`, which looks here.
Object.assign(globalThis, { __webpack_nonce__: nonce })
