import { doctorEn } from './doctor-en.js';
import { initEn } from './init-en.js';
import type { Texts } from './texts.js';

const COMMON = `  --json             one line of JSON, for programs
  --lang LANG        en or zh-CN; default: the locale's
  -h, --help         this text`;

export const en: Texts = {
  help: {
    general: `tcaptcha: Tencent Captcha for WeChat mini programs

usage: tcaptcha <command> [options]

  aid        make an aidEncrypted
  inspect    explain why an aidEncrypted is refused
  result     explain a captchaResult
  check      have a ticket checked by Tencent Cloud
  simulate   simulate Tencent Cloud on this machine
  doctor     check the set-up: keys, network, clock, API key, permission, package
  init       write a project from a template: cloud function, uniCloud, HTTP server, native page, uni-app

  tcaptcha <command> --help    options and examples of one command
  tcaptcha --version           the version

if it is not installed globally, write npx tcaptcha-wasm in place of tcaptcha.

options of every command:
${COMMON}

environment (secrets are never taken from the command line):
  CAPTCHA_APP_ID             CaptchaAppId, in place of --app-id
  CAPTCHA_APP_SECRET_KEY     AppSecretKey; prompted for without echo if not set
  CAPTCHA_APP_SECRET_KEY_PREVIOUS
                             the previous AppSecretKey, for inspect during key rotation
  CAPTCHA_SECRET_ID          API key, for check and doctor
  CAPTCHA_SECRET_KEY         (or TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY)
  CAPTCHA_ENDPOINT           address of the service, in place of --endpoint
  NO_COLOR                   no colours

exit codes:
  0  yes: done, valid, passed
  1  no: the token is refused, the captcha is not solved, the ticket is rejected, a problem was found
  2  invalid command line, something is missing, or a file exists
  3  unavailable: network, service or quota
  4  misconfigured: key, credentials or request
  130  interrupted at a prompt

https://github.com/tcaptcha-wasm/tcaptcha-wasm`,
    aid: `usage: tcaptcha aid [options]

Makes an aidEncrypted and prints it on a line of its own.

  --app-id ID            CaptchaAppId
  --expires-in SECONDS   1 to 86400; default 3600
  --mode cbc|gcm         default cbc; gcm is for the web widget
  --aad TEXT             additional data, with gcm
${COMMON}

examples:
  tcaptcha aid --app-id 123456789
  tcaptcha aid --expires-in 600 --json`,
    inspect: `usage: tcaptcha inspect [TOKEN] [options]

Decrypts an aidEncrypted and lists everything that is wrong with it. Without TOKEN, or with -, the
token is read from standard input.

  --app-id ID        the CaptchaAppId that it should contain
  --mode cbc|gcm     the mode that it was made with; default cbc
  --aad TEXT         additional data, with gcm
  --previous-key     during key rotation: also try the previous AppSecretKey, which is taken from
                     CAPTCHA_APP_SECRET_KEY_PREVIOUS or prompted for without echo
${COMMON}

exit codes: 0 valid, 1 refused

examples:
  tcaptcha inspect MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT
  tcaptcha aid | tcaptcha inspect`,
    result: `usage: tcaptcha result [JSON] [options]

Explains a captchaResult: {ret, ticket, randstr}, an event of the plugin or the options of App.onShow,
as JSON. Without JSON, or with -, it is read from standard input.

${COMMON}

exit codes: 0 solved, 1 failed, closed, a disaster-recovery ticket, or unreadable

examples:
  tcaptcha result '{"ret":0,"ticket":"tr0abc"}'
  tcaptcha result < result.json`,
    check: `usage: tcaptcha check [JSON] --user-ip IP [options]

Has Tencent Cloud check a ticket. A ticket can be checked once. Without JSON and --ticket, the
captchaResult is read from standard input.

  --user-ip IP        the end user's public IP address
  --app-id ID         CaptchaAppId
  --ticket TICKET     the ticket alone, instead of a captchaResult
  --randstr RANDSTR   for tickets of the captcha mini program
  --endpoint ADDRESS  default captcha.tencentcloudapi.com
  --timeout-ms MS     default 2500
${COMMON}

exit codes: 0 passed, 1 rejected, 3 unavailable, 4 misconfigured

examples:
  tcaptcha check '{"ret":0,"ticket":"tr0abc"}' --user-ip 203.0.113.7
  tcaptcha check --user-ip 203.0.113.7 < result.json`,
    simulate: `usage: tcaptcha simulate [options]

Simulates Tencent Cloud's ticket check on 127.0.0.1 until Ctrl-C, with the keys of the vendor's
published example. Prints the environment variables to set in another terminal, and captchaResults to
check there. A deployed cloud function cannot reach it, and tickets of the real captcha do not pass.

  --port PORT        default: a free port
  --tickets COUNT    how many captchaResults to print; default 1
  --flow FLOW        plugin (default), mini-program or web
  --require-aid      like the switch in the console: require an aidEncrypted that was not used before
  --fault FAULT      hang, reset, truncate, junk, status:500, error:InternalError, code:26, delay:800
  --times COUNT      how many requests fail; default: all
  --verbose          print each request and its answer, without secrets, on standard error
${COMMON}

examples:
  tcaptcha simulate --port 4000
  tcaptcha simulate --fault code:26 --times 3`,
    doctor: `usage: tcaptcha doctor [options]

Checks Node.js, the keys (makes a token and decrypts it), credentials, proxy, network, clock, API key,
permission, package, AppId and AppSecretKey. For the last five it sends a made-up ticket to each
interface once; Tencent Cloud may count these requests. The output contains no secrets and can go into
a bug report.

  --app-id ID         CaptchaAppId
  --endpoint ADDRESS  default captcha.tencentcloudapi.com
  --flow FLOW         plugin or mini-program: only that interface; default: both
  --offline           send nothing
${COMMON}

✓ ok   ✗ failed   ? unproven: a made-up ticket cannot tell   - not checked

exit codes: 0 nothing has failed, 1 something has failed

examples:
  tcaptcha doctor
  tcaptcha doctor --offline --json`,
    init: `usage: tcaptcha init [TEMPLATE] [FOLDER] [options]

Writes a project that can be deployed as it is. Never overwrites: if one of its files exists, nothing is
written. Neither needs nor writes a secret. Without TEMPLATE it asks at the terminal.

templates:
  cloud-function               backend: WeChat cloud function, JavaScript
  cloud-function-typescript    backend: WeChat cloud function, TypeScript
  unicloud                     backend: uniCloud, cloud function and cloud object
  http-server                  backend: HTTP server on Node.js's own http
  express-server               backend: HTTP server on Express
  plugin-native                page: native mini program
  plugin-uni-app               page: uni-app, Vue 3

options of the pages; what is left out is filled in later:
  --app-id ID          CaptchaAppId
  --wx-app-id ID       the mini program's own AppID
  --cloud-env ID       the backend is a WeChat cloud function: ID of its environment
  --http-base ADDRESS  the backend is an HTTP server: its address
  --unicloud           the backend is uniCloud (plugin-uni-app only)

${COMMON}

exit codes: 0 written, 2 a file exists, cannot write, or invalid command line

examples:
  tcaptcha init cloud-function
  tcaptcha init plugin-native my-miniprogram --app-id 123456789 --cloud-env my-env-1a2b3c`,
  },
  usage: {
    unknown_command: (name) => `no command ${name}`,
    unknown_option: (name) => `no option ${name}`,
    secret_option: (name) =>
      `no option ${name}: secrets are not taken from the command line, where others can see them; set the environment variable, or type it at the prompt`,
    missing_value: (name) => `${name} takes a value`,
    unexpected_value: (name) => `${name} takes no value`,
    unexpected_argument: () => 'too many arguments: quote what contains spaces',
    missing_input: (what) => `no ${what}: give it as an argument or on standard input`,
    missing_option: (name) => `${name} is missing`,
    bad_value: (name, expected) =>
      `invalid value for ${name}${expected ? `: must be ${expected}` : ''}`,
    bad_form: (name, example) => `invalid value for ${name}: must look like ${example}`,
    port_in_use: (port) =>
      `port ${port} is in use by another program: choose another one, or leave --port out`,
    cannot_listen: (subject) => `cannot listen on port ${subject}`,
    no_terminal: (name) => `${name} is not set, and there is no terminal to prompt at`,
    missing_template: (_, names) => `no template: must be ${names}`,
    unknown_template: (name, names) => `no template ${name}: must be ${names}`,
    not_for_template: (name, template) => `template ${template} has no option ${name}`,
    files_exist: (folder, paths) =>
      `${folder} already has ${paths}: nothing was written, because nothing is overwritten; choose another folder, or move these away`,
    cannot_write: (folder, code) => `cannot write to ${folder} (${code}); nothing was left there`,
    input_too_long: (what) => `too long for a ${what}`,
  },
  interrupted: 'interrupted at a prompt',
  errorsPage: 'errors.md',
  readMore: (url, file) => `more: ${url}\n      without a network: ${file}`,
  seeHelp: (command) => `see: npx tcaptcha-wasm ${command}--help`,
  errors: {
    ERR_CAPTCHA_INVALID_ARGUMENT: 'what to do: correct the value that the message names',
    ERR_CAPTCHA_INVALID_KEY:
      'what to do: copy the AppSecretKey from the captcha console again (1 to 32 bytes, usually 25)',
    ERR_CAPTCHA_INVALID_RESULT: 'what to do: pass on what the client received, unchanged',
    ERR_CAPTCHA_CREDENTIALS: 'what to do: set CAPTCHA_SECRET_ID and CAPTCHA_SECRET_KEY',
    ERR_CAPTCHA_AUTH:
      'what to do: check the API key, its permission for the captcha, and the clock (npx tcaptcha-wasm doctor)',
    ERR_CAPTCHA_REQUEST:
      'what to do: check the parameter that the message names: CaptchaAppId, AppSecretKey or user IP',
    ERR_CAPTCHA_RANDOM: 'what to do: run it where crypto is available',
    ERR_CAPTCHA_NOT_INITIALIZED: 'what to do: await init() before the first call',
    ERR_CAPTCHA_INIT_FAILED:
      'what to do: run it where WebAssembly is available, from a whole installation',
    ERR_CAPTCHA_DISPOSED: 'what to do: create a new one after dispose()',
  },
  problems: {
    not_base64:
      'not Base64: changed on the way. Did a + in a URL become a space? Are there quotes around it?',
    wrong_length: 'wrong length: cut off, or made with the other mode (--mode)',
    wrong_key:
      'cannot be decrypted with this key: the AppSecretKey that made it is an old one, belongs to another CaptchaAppId, or was not repeated to 32 bytes',
    malformed_plaintext:
      'the plaintext is not CaptchaAppId&timestamp&expiry: it was put together wrongly',
    app_id_mismatch: 'contains another CaptchaAppId than expected',
    issued_in_future:
      'the timestamp is in the future: the clock of the issuing server is fast, or it is in milliseconds',
    expired: 'expired: get a new one before each captcha',
    expiry_out_of_range: 'the expiry is not between 1 and 86400 seconds',
  },
  mistakes: {
    key_padded_as_vendor_sample:
      "the key was padded as in the vendor's Python sample, which is wrong below 17 bytes: repeat the AppSecretKey to 32 bytes",
    key_padded_with_zeros:
      'the key was padded with zeros, as PHP and OpenSSL do: repeat the AppSecretKey to 32 bytes',
    key_not_padded:
      'the key was not padded (AES-128 or AES-192): repeat the AppSecretKey to 32 bytes and use AES-256',
    key_not_trimmed:
      'the AppSecretKey has a line break, a blank, quotes or a byte order mark around it: remove them',
    url_safe_base64: 'URL-safe Base64, or without padding: use standard Base64, with =',
    hex: 'hexadecimal: encode the bytes themselves as Base64',
    iv_missing:
      'the IV is missing: put its 16 bytes before the ciphertext, and use a new random IV each time',
    iv_as_text:
      'the IV is in text form: put its bytes before the ciphertext, and encode both together as Base64',
    ecb: 'encrypted with ECB: use CBC with a random IV',
    openssl_salted:
      'the AppSecretKey was used as a password (Salted__): pass the key and the IV as bytes',
    utf16: 'the plaintext or the AppSecretKey was encoded as UTF-16: use UTF-8',
    milliseconds: 'the timestamp is in milliseconds: divide it by 1000 and drop the fraction',
    trailing_bytes:
      'extra bytes follow the plaintext or the token (line break, blanks, zeros, padding in GCM): remove them',
    padded_twice: 'padded by hand and again by the cipher: remove the padding by hand',
    other_mode:
      'GCM was used instead of CBC, or the reverse: the plugin takes CBC only (--mode names the expected mode)',
    tag_before_ciphertext: 'the tag is before the ciphertext: the order is IV, ciphertext, tag',
  },
  reasons: {
    closed: 'the user closed the captcha: let them try again',
    failed: 'the user failed the captcha: let them try again',
    malformed:
      'the client sent no captchaResult: send it unchanged; npx tcaptcha-wasm result explains it',
    fallback_ticket:
      'a disaster-recovery ticket, which anybody can forge: refused by default; letting it in is your decision',
    replayed:
      'the ticket was checked before, and each is valid once: let the user solve a new captcha',
    expired: 'older than 5 minutes: let the user solve a new captcha, and check its ticket at once',
    mismatch:
      'CaptchaAppId, AppSecretKey, ticket and randstr do not match: compare the configuration of server and client',
    invalid_ticket:
      'the ticket is invalid: CaptchaAppId or AppSecretKey is wrong (both must come from one row of the captcha console); or the ticket was used before (the plugin has no separate code for that); or a plugin ticket came with a randstr; or the ticket is forged',
    risk: 'risk control refused the request: do not let them in, ask them to try later',
    malicious: 'the ticket is good, but the request is malicious: do not let them in',
    refused:
      'a code without a published meaning: do not let them in, and report the RequestId to Tencent Cloud',
    timeout: 'no answer in time: try again later; npx tcaptcha-wasm doctor checks the connection',
    network: 'cannot connect, or the connection broke: npx tcaptcha-wasm doctor checks it',
    service: 'the service failed: try again later',
    rate_limited: 'too many requests: try again later',
    quota: 'the package is used up, or the account is in arrears: see the console',
    store: 'the replay store failed: check Redis or the cloud database',
    overloaded: 'more checks at once than maxConnections: try again later',
  },
  outcomes: { passed: 'passed', rejected: 'rejected', unavailable: 'could not be checked' },
  resultStatus: {
    solved: 'solved according to the client; the ticket still has to be checked',
    failed: 'the user failed the captcha',
    closed: 'the user closed the captcha',
    fallback: 'a disaster-recovery ticket: it does not prove that the user solved the captcha',
    malformed: 'not a captchaResult',
  },
  resultAdvice: {
    solved: 'next: npx tcaptcha-wasm check, within 5 minutes; a ticket is valid once',
    failed: 'nothing to check; the plugin shows another challenge by itself',
    closed: 'nothing to check; let the user start again',
    fallback: 'anybody can forge such a ticket: refused by default; letting it in is your decision',
  },
  origins: {
    plugin: 'event of the plugin',
    'mini-program': 'return from the captcha mini program',
    plain: '{ret, ticket, randstr}',
  },
  notJson:
    'the quotes are missing: use the output of JSON.stringify(…), not an object printed by console.log; Windows terminals strip quotes from arguments, so put the JSON into a file: type FILE | npx tcaptcha-wasm result',
  checkedBy: 'checked by',
  tokenGood: 'valid',
  tokenBad: 'would be refused',
  issuedAt: 'issued',
  expiresAt: 'expires',
  remaining: 'remaining',
  openedBy: 'decrypted by',
  previousKey: 'previous AppSecretKey',
  keyNames: ['CAPTCHA_APP_SECRET_KEY', 'CAPTCHA_APP_SECRET_KEY_PREVIOUS'],
  seconds: (count) => `${count} s`,
  aidMade: (appId, until) => `for CaptchaAppId ${appId}, until ${until}`,
  simulating: (url) => `simulating Tencent Cloud on ${url}`,
  otherTerminal: 'in another terminal:',
  otherPowerShell: 'in another PowerShell:',
  otherCmd: 'or in another command prompt (cmd):',
  captchaResults: 'captchaResults, as the client receives them:',
  enterForMore: 'Enter for another captchaResult, Ctrl-C to stop',
  stopHere: 'Ctrl-C to stop',
  doctor: doctorEn,
  init: initEn,
};
