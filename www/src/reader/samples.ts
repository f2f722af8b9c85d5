/** What consoles print, in the shapes that people paste. */
export const samples = {
  verify: `{type: "verify", timeStamp: 31904, target: {…}, currentTarget: {…}, detail: {ret: 0, ticket: "tr03Kx8mDq2LwP5e"}, mut: false}`,
  close: `{"type":"close","detail":{"ret":2}}`,
  mpvue: `{ mp: { type: 'verify', detail: { ret: 0, ticket: 'tr03Kx8mDq2LwP5e' } }, type: 'verify' }`,
  tree: `{type: "verify", timeStamp: 31904, target: {…}, detail: {…}, …}
  currentTarget: {id: "captcha", offsetLeft: 0, offsetTop: 0, dataset: {…}}
  detail:
    ret: 0
    ticket: "tr03Kx8mDq2LwP5e"
    __proto__: Object
  timeStamp: 31904
  type: "verify"`,
  show: `{
  path: 'pages/login/login',
  query: {},
  scene: 1038,
  referrerInfo: {
    appId: 'wx5a3a7366fd07e119',
    extraData: { ret: 0, ticket: 'tr03Kx8mDq2LwP5e', randstr: '@pQz' }
  }
}`,
  other: `{path: "pages/login/login", query: {}, scene: 1001, shareTicket: undefined}`,
  web: `{ret: 0, ticket: 'tr03Kx8mDq2LwP5e', randstr: '@pQz', CaptchaAppId: '123456789'}`,
  fallback: `{"type":"verify","detail":{"ret":0,"ticket":"trerror_1001_123456789_1710144972"}}`,
  folded: `{type: "verify", timeStamp: 31904, detail: {…}}`,
} as const;

export type Sample = keyof typeof samples;
