import { doctorEn } from './doctor-en.js';
import type { Texts } from './texts.js';

const COMMON = `  --json             one line of JSON, for programs
  --lang LANG        en or zh-CN; that of the locale when left out
  -h, --help         this text`;

export const en: Texts = {
  help: {
    general: `tcaptcha: Tencent Captcha for WeChat mini programs

usage: tcaptcha <command> [options]

  aid        make an aidEncrypted
  inspect    why is this aidEncrypted refused?
  result     what does this captchaResult mean?
  check      have a ticket checked by Tencent Cloud
  simulate   play Tencent Cloud on a port of this machine
  doctor     what is wrong with the set-up: keys, network, clock, API key, permission, package

  tcaptcha <command> --help    options and examples of one command
  tcaptcha --version           the version

where it is not installed globally, npx tcaptcha-wasm is what tcaptcha is here.

options of every command:
${COMMON}

environment (secrets are never taken from the command line):
  CAPTCHA_APP_ID             CaptchaAppId, in place of --app-id
  CAPTCHA_APP_SECRET_KEY     AppSecretKey; asked for without echo when not set
  CAPTCHA_APP_SECRET_KEY_PREVIOUS
                             the AppSecretKey before it, for inspect while keys rotate
  TENCENTCLOUD_SECRET_ID     API key, for check
  TENCENTCLOUD_SECRET_KEY
  CAPTCHA_ENDPOINT           address of the service, in place of --endpoint
  NO_COLOR                   no colours

exit codes:
  0  yes: done, good, passed
  1  no: a refused token, no solved result, a rejected ticket, a problem found
  2  the command line cannot be understood, or something is missing
  3  unavailable: network, service or quota
  4  misconfigured: key, credentials, request
  130  interrupted at a prompt

https://github.com/tcaptcha-wasm/tcaptcha-wasm`,
    aid: `usage: tcaptcha aid [options]

Makes an aidEncrypted and prints it alone on a line.

  --app-id ID            CaptchaAppId
  --expires-in SECONDS   1 to 86400; 3600 when left out
  --mode cbc|gcm         cbc when left out; gcm is for the web widget
  --aad TEXT             additional data, with gcm
${COMMON}

examples:
  tcaptcha aid --app-id 123456789
  tcaptcha aid --expires-in 600 --json`,
    inspect: `usage: tcaptcha inspect [TOKEN] [options]

Opens an aidEncrypted and says everything that is wrong with it. Without TOKEN, or with -, it is read
from standard input.

  --app-id ID        the CaptchaAppId that it should carry
  --mode cbc|gcm     the mode that it was made with; cbc when left out
  --aad TEXT         additional data, with gcm
  --previous-key     while keys rotate: try the AppSecretKey before this one as well; it is taken from
                     CAPTCHA_APP_SECRET_KEY_PREVIOUS, or asked for without echo
${COMMON}

exit codes: 0 good, 1 refused

examples:
  tcaptcha inspect MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT
  tcaptcha aid | tcaptcha inspect`,
    result: `usage: tcaptcha result [JSON] [options]

Says what a captchaResult means: {ret, ticket, randstr}, an event of the plugin or options of
App.onShow, as JSON. Without JSON, or with -, it is read from standard input.

${COMMON}

exit codes: 0 solved, 1 failed, closed, a disaster-recovery ticket, or unreadable

examples:
  tcaptcha result '{"ret":0,"ticket":"tr0abc"}'
  tcaptcha result < result.json`,
    check: `usage: tcaptcha check [JSON] --user-ip IP [options]

Has a ticket checked. A ticket can be checked once. Without JSON and --ticket, the captchaResult is
read from standard input.

  --user-ip IP        the end user's public IP address
  --app-id ID         CaptchaAppId
  --ticket TICKET     the ticket, in place of a captchaResult
  --randstr RANDSTR   with tickets of the captcha mini program
  --endpoint ADDRESS  captcha.tencentcloudapi.com when left out
  --timeout-ms MS     2500 when left out
${COMMON}

exit codes: 0 passed, 1 rejected, 3 unavailable, 4 misconfigured

examples:
  tcaptcha check '{"ret":0,"ticket":"tr0abc"}' --user-ip 203.0.113.7
  tcaptcha check --user-ip 203.0.113.7 < result.json`,
    simulate: `usage: tcaptcha simulate [options]

Plays Tencent Cloud on 127.0.0.1, with the published example keys, until Ctrl-C. Prints the
environment for another terminal, and captchaResults to check there. It is for this machine: a deployed
cloud function cannot reach it, and it does not know tickets of the real captcha.

  --port PORT        a free one when left out
  --tickets COUNT    how many captchaResults to print; 1 when left out
  --flow FLOW        plugin (when left out), mini-program or web
  --require-aid      as the console's switch: demand an aidEncrypted, good for one use
  --fault FAULT      hang, reset, truncate, junk, status:500, error:InternalError, code:26, delay:800
  --times COUNT      how many requests fail; all when left out
  --verbose          print each request and its answer, without secrets, on standard error
${COMMON}

examples:
  tcaptcha simulate --port 4000
  tcaptcha simulate --fault code:26 --times 3`,
    doctor: `usage: tcaptcha doctor [options]

Looks at Node.js, the keys (a token is made and opened), credentials, proxy, network, clock, API key,
permission, package, AppId and AppSecretKey. For the last ones it asks the service about a made-up
ticket, once for each interface; the vendor may count these requests. Prints no secrets: the output is
good for a bug report.

  --app-id ID         CaptchaAppId
  --endpoint ADDRESS  captcha.tencentcloudapi.com when left out
  --flow FLOW         plugin or mini-program: ask that interface only; both when left out
  --offline           send nothing
${COMMON}

✓ ok   ✗ failed   ? unproven: a made-up ticket cannot tell   - not looked at

exit codes: 0 nothing has failed, 1 something has failed

examples:
  tcaptcha doctor
  tcaptcha doctor --offline --json`,
  },
  usage: {
    unknown_command: (name) => `no command ${name}`,
    unknown_option: (name) => `no option ${name}`,
    secret_option: (name) =>
      `no option ${name}: secrets are not taken from the command line, where others can see them; set the environment variable, or type it when asked`,
    missing_value: (name) => `${name} takes a value`,
    unexpected_value: (name) => `${name} takes no value`,
    unexpected_argument: () => 'too many arguments: quote what contains spaces',
    missing_input: (what) => `no ${what}: give it as an argument or on standard input`,
    missing_option: (name) => `${name} is missing`,
    bad_value: (name, expected) =>
      `invalid value for ${name}${expected ? `: must be ${expected}` : ''}`,
    port_in_use: (port) =>
      `port ${port} is in use by another program: choose another one, or leave --port out`,
    cannot_listen: (subject) => `cannot listen on port ${subject}`,
    no_terminal: (name) => `${name} is not set, and there is no terminal to ask at`,
    input_too_long: (what) => `that is too long for a ${what}`,
  },
  interrupted: 'interrupted at a prompt',
  errorsPage: 'errors.md',
  readMore: (url, file) => `more: ${url}\n      without a network: ${file}`,
  seeHelp: 'see: npx tcaptcha-wasm --help',
  errors: {
    ERR_CAPTCHA_INVALID_ARGUMENT: 'what to do: correct the value that the message names',
    ERR_CAPTCHA_INVALID_KEY:
      'what to do: copy the AppSecretKey from the captcha console (1 to 32 bytes, usually 25)',
    ERR_CAPTCHA_INVALID_RESULT: 'what to do: hand over what the client got, as it is',
    ERR_CAPTCHA_CREDENTIALS: 'what to do: set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY',
    ERR_CAPTCHA_AUTH:
      'what to do: compare the API key with the console, its permissions (captcha), and the clock (npx tcaptcha-wasm doctor)',
    ERR_CAPTCHA_REQUEST:
      'what to do: compare CaptchaAppId, AppSecretKey and the user IP with what the message names',
    ERR_CAPTCHA_RANDOM: 'what to do: run it where crypto is available',
    ERR_CAPTCHA_NOT_INITIALIZED: 'what to do: await init() before the first call',
    ERR_CAPTCHA_INIT_FAILED:
      'what to do: run it where WebAssembly is available, from a whole installation',
    ERR_CAPTCHA_DISPOSED: 'what to do: create a new one after dispose()',
  },
  problems: {
    not_base64:
      'not Base64: something was lost or added on the way. + became a space in a URL? quotes around it?',
    wrong_length: 'not as long as a token can be: cut off, or made with another mode (--mode)',
    wrong_key:
      'cannot be opened with this key: AppSecretKey of another captcha, or filled to 32 bytes wrongly',
    malformed_plaintext:
      'the inside is not CaptchaAppId&timestamp&expiry: whoever made it put it together wrongly',
    app_id_mismatch: 'made for another CaptchaAppId than the one expected',
    issued_in_future:
      'its timestamp is in the future: the clock of the server that made it is fast, or it has milliseconds',
    expired: 'expired: make a fresh one for every captcha',
    expiry_out_of_range: 'its expiry is not between 1 and 86400 seconds',
  },
  mistakes: {
    key_padded_as_vendor_sample:
      "the key was filled as in the vendor's Python sample, which is wrong below 17 bytes: repeat the AppSecretKey until there are 32",
    key_padded_with_zeros:
      'the key was filled with zeros, as PHP and OpenSSL do: repeat the AppSecretKey until there are 32 bytes',
    key_not_padded:
      'the key was not filled (AES-128 or AES-192): repeat the AppSecretKey until there are 32 bytes, and take AES-256',
    key_not_trimmed:
      'the AppSecretKey came with a line break, a blank, quotes or a byte order mark around it: trim it',
    url_safe_base64:
      'Base64 of the URL alphabet, or without padding: take the standard alphabet, with =',
    hex: 'hexadecimal digits: encode the bytes themselves as Base64',
    iv_missing:
      'the IV is not in it: put its 16 bytes in front of the ciphertext, and draw new ones each time',
    iv_as_text:
      'the IV is in it as text: put its bytes in front of the ciphertext, and encode both together as Base64',
    ecb: 'encrypted by ECB: take CBC with a random IV',
    openssl_salted:
      'the AppSecretKey was used as a password (Salted__): give the key and the IV as bytes',
    utf16: 'the plaintext or the AppSecretKey was encoded as UTF-16: take UTF-8',
    milliseconds: 'the timestamp is in milliseconds: divide it by 1000 and drop the fraction',
    trailing_bytes:
      'something follows the plaintext or the token (line break, blanks, zeros, a padding in GCM): leave it out',
    padded_twice: 'padded by hand and by the cipher again: leave out one',
    other_mode:
      'encrypted by GCM for CBC, or the reverse: the plugin takes CBC only (--mode says what is expected)',
    tag_before_ciphertext: 'the tag lies before the ciphertext: the order is IV, ciphertext, tag',
  },
  reasons: {
    closed: 'the user closed the captcha: let them try again',
    failed: 'the user failed the captcha: let them try again',
    malformed:
      'what the client sent is no captchaResult: send it as it is, see npx tcaptcha-wasm result',
    fallback_ticket:
      'a disaster-recovery ticket, which anybody can write: refuse it, or decide otherwise on purpose',
    replayed:
      'this ticket was checked before, and each is good once: let the user solve a new captcha',
    expired: 'older than 5 minutes: let the user solve a new captcha, and check its ticket at once',
    mismatch:
      'CaptchaAppId, AppSecretKey, ticket and randstr do not belong together: compare what the server has with what the client has',
    invalid_ticket:
      'the service does not take the ticket: CaptchaAppId or AppSecretKey is wrong (compare both with one row of the captcha console); or it was used before (the plugin has no code of its own for that); or a plugin ticket came with a randstr; or somebody made it up',
    risk: 'risk control refused the request: do not let them in, ask them to try later',
    malicious: 'the ticket is good, but the request is malicious: do not let them in',
    refused:
      'a code without a published meaning: do not let them in, and give the vendor the RequestId',
    timeout: 'no answer in time: try again, see npx tcaptcha-wasm doctor',
    network: 'no connection, or one that broke: see npx tcaptcha-wasm doctor',
    service: 'the service failed: try again later',
    rate_limited: 'more requests than the service takes: try again later',
    quota: 'the package is used up, or the account in arrears: see the console',
    store: 'the replay store failed: look at Redis or the cloud database',
    overloaded: 'more checks at once than maxConnections allows: try again later',
  },
  outcomes: { passed: 'passed', rejected: 'rejected', unavailable: 'could not be checked' },
  resultStatus: {
    solved: "solved, by the client's word: the ticket is still to be checked",
    failed: 'the user failed the captcha',
    closed: 'the user closed the captcha',
    fallback: 'a disaster-recovery ticket: it proves nothing',
    malformed: 'not a captchaResult',
  },
  resultAdvice: {
    solved: 'next: npx tcaptcha-wasm check, within 5 minutes; a ticket is good once',
    failed: 'nothing to check; the plugin goes on to another challenge by itself',
    closed: 'nothing to check; let the user start again',
    fallback: 'anybody can write such a ticket: refuse it, unless you have decided otherwise',
  },
  origins: {
    plugin: 'event of the plugin',
    'mini-program': 'return from the captcha mini program',
    plain: '{ret, ticket, randstr}',
  },
  notJson:
    'the quotes are gone: instead of what console.log prints take JSON.stringify(…); terminals of Windows strip the quotes of arguments, so put the JSON into a file: type FILE | npx tcaptcha-wasm result',
  checkedBy: 'checked by',
  tokenGood: 'good',
  tokenBad: 'would be refused',
  issuedAt: 'issued',
  expiresAt: 'expires',
  remaining: 'left',
  openedBy: 'opened by',
  previousKey: 'AppSecretKey before it',
  keyNames: ['CAPTCHA_APP_SECRET_KEY', 'CAPTCHA_APP_SECRET_KEY_PREVIOUS'],
  seconds: (count) => `${count} s`,
  aidMade: (appId, until) => `for CaptchaAppId ${appId}, until ${until}`,
  simulating: (url) => `simulating Tencent Cloud on ${url}`,
  otherTerminal: 'in another terminal:',
  otherPowerShell: 'in another PowerShell:',
  otherCmd: 'or in another command prompt (cmd):',
  captchaResults: 'captchaResults, as the client would be handed them:',
  enterForMore: 'Enter for another captchaResult, Ctrl-C to stop',
  stopHere: 'Ctrl-C to stop',
  doctor: doctorEn,
};
