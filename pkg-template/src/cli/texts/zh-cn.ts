import { doctorZhCn } from './doctor-zh-cn.js';
import { initZhCn } from './init-zh-cn.js';
import type { Texts } from './texts.js';

const COMMON = `  --json             输出一行 JSON，供程序读取
  --lang 语言        zh-CN 或 en；默认跟随系统语言
  -h, --help         显示帮助`;

export const zhCn: Texts = {
  help: {
    general: `tcaptcha：微信小程序接入腾讯云验证码

用法：tcaptcha <命令> [选项]

  aid        生成 aidEncrypted
  inspect    aidEncrypted 为什么被拒绝
  result     验证结果（captchaResult）是什么意思
  check      向腾讯云校验票据
  simulate   在本机模拟腾讯云的校验接口
  doctor     检查配置：密钥、网络、时钟、API 密钥、权限、套餐包
  init       从模板生成项目：云函数、uniCloud、HTTP 服务、原生小程序、uni-app

  tcaptcha <命令> --help    该命令的选项和例子
  tcaptcha --version        版本号

没有全局安装时，把 tcaptcha 换成 npx tcaptcha-wasm。

所有命令都有的选项：
${COMMON}

环境变量（密钥不能用命令行参数传入）：
  CAPTCHA_APP_ID             CaptchaAppId，可代替 --app-id
  CAPTCHA_APP_SECRET_KEY     AppSecretKey；没有设置时会提示输入，不回显
  CAPTCHA_APP_SECRET_KEY_PREVIOUS
                             旧的 AppSecretKey，轮换密钥期间 inspect 使用
  CAPTCHA_SECRET_ID          API 密钥，check 和 doctor 使用
  CAPTCHA_SECRET_KEY         （也可以用 TENCENTCLOUD_SECRET_ID、TENCENTCLOUD_SECRET_KEY）
  CAPTCHA_ENDPOINT           校验接口的地址，可代替 --endpoint
  NO_COLOR                   不使用颜色

退出码：
  0  成功：已完成、有效、通过
  1  否定：aidEncrypted 无效、验证没有完成、票据没有通过校验、检查发现问题
  2  命令行有误，缺少必要的内容，或者文件已存在
  3  无法校验：网络、服务或套餐包的问题
  4  配置有误：密钥、凭证或请求参数
  130  在提示处中断

https://github.com/tcaptcha-wasm/tcaptcha-wasm`,
    aid: `用法：tcaptcha aid [选项]

生成一个 aidEncrypted，单独输出一行。

  --app-id ID            CaptchaAppId
  --expires-in 秒数      1 至 86400；默认 3600
  --mode cbc|gcm         默认 cbc；gcm 只用于 Web 端
  --aad 文本             附加认证数据，只用于 gcm
${COMMON}

例子：
  tcaptcha aid --app-id 123456789
  tcaptcha aid --expires-in 600 --json`,
    inspect: `用法：tcaptcha inspect [aidEncrypted] [选项]

解密 aidEncrypted，列出其中的所有问题。不带参数或参数为 - 时，从标准输入读取。

  --app-id ID        其中应有的 CaptchaAppId
  --mode cbc|gcm     生成时的模式；默认 cbc
  --aad 文本         附加认证数据，只用于 gcm
  --previous-key     轮换密钥期间，也用旧的 AppSecretKey 尝试解密：取自环境变量
                     CAPTCHA_APP_SECRET_KEY_PREVIOUS，没有设置时会提示输入，不回显
${COMMON}

退出码：0 有效，1 无效

例子：
  tcaptcha inspect MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT
  tcaptcha aid | tcaptcha inspect`,
    result: `用法：tcaptcha result [JSON] [选项]

解读验证结果：{ret, ticket, randstr}、插件的事件或 App.onShow 的参数，格式为 JSON。
不带参数或参数为 - 时，从标准输入读取。

${COMMON}

退出码：0 验证完成，1 未通过、已关闭、容灾票据或无法识别

例子：
  tcaptcha result '{"ret":0,"ticket":"tr0abc"}'
  tcaptcha result < result.json`,
    check: `用法：tcaptcha check [JSON] --user-ip IP [选项]

校验票据。每张票据只能校验一次。没有给出 JSON 和 --ticket 时，从标准输入读取验证结果。

  --user-ip IP       用户的公网 IP
  --app-id ID        CaptchaAppId
  --ticket 票据      直接给出票据，代替验证结果
  --randstr 随机串   只有跳转方式的票据才有
  --endpoint 地址    默认 captcha.tencentcloudapi.com
  --timeout-ms 毫秒  默认 2500
${COMMON}

退出码：0 通过，1 不通过，3 无法校验，4 配置有误

例子：
  tcaptcha check '{"ret":0,"ticket":"tr0abc"}' --user-ip 203.0.113.7
  tcaptcha check --user-ip 203.0.113.7 < result.json`,
    simulate: `用法：tcaptcha simulate [选项]

在 127.0.0.1 上模拟腾讯云的校验接口，按 Ctrl-C 结束。使用腾讯云文档公开的示例密钥。
启动后显示环境变量和验证结果，在另一个终端里设置、校验。
只能在本机使用：部署到云端的云函数访问不到它，真实验证码的票据在这里也不能通过。

  --port 端口        默认使用一个空闲端口
  --tickets 数量     显示几个验证结果；默认 1
  --flow 方式        plugin（插件，默认）、mini-program（跳转）或 web（TCaptcha.js）
  --require-aid      与控制台的强制校验相同：必须带 aidEncrypted，且只能用一次
  --fault 故障       hang、reset、truncate、junk、status:500、error:InternalError、code:26、delay:800
  --times 次数       只有前几次请求出故障；默认每次都出
  --verbose          在标准错误输出每次请求和响应，不含密钥
${COMMON}

例子：
  tcaptcha simulate --port 4000
  tcaptcha simulate --fault code:26 --times 3`,
    doctor: `用法：tcaptcha doctor [选项]

检查 Node.js、密钥（生成一个 aidEncrypted 再解密）、凭证、代理、网络、时钟、API 密钥、权限、套餐包、
AppId 和 AppSecretKey。最后几项会用虚构的票据请求每个校验接口各一次，腾讯云可能计入用量。
输出不含密钥，可以直接贴到问题反馈里。

  --app-id ID        CaptchaAppId
  --endpoint 地址    默认 captcha.tencentcloudapi.com
  --flow 方式        plugin（插件）或 mini-program（跳转）：只请求这一个接口；默认两个都请求
  --offline          不发送任何请求
${COMMON}

✓ 正常   ✗ 有问题   ? 用虚构的票据无法确认   - 没有检查

退出码：0 没有发现问题，1 发现问题

例子：
  tcaptcha doctor
  tcaptcha doctor --offline --json`,
    init: `用法：tcaptcha init [模板] [目录] [选项]

从模板生成一个可以直接部署的项目。已有的文件不会被覆盖：只要有一个文件已存在，就什么都不写。
不需要也不会写入任何密钥。没有指定模板时，在终端里逐项询问。

模板：
  cloud-function               后端：微信云函数，JavaScript
  cloud-function-typescript    后端：微信云函数，TypeScript
  unicloud                     后端：uniCloud 云函数和云对象
  http-server                  后端：HTTP 服务，只用 Node.js 自带的 http
  express-server               后端：HTTP 服务，用 Express
  plugin-native                页面：原生小程序
  plugin-uni-app               页面：uni-app，Vue 3

只用于页面的选项，没有给出的以后再填：
  --app-id ID          CaptchaAppId
  --wx-app-id ID       小程序自己的 AppID
  --cloud-env ID       后端是微信云函数：云开发的环境 ID
  --http-base 地址     后端是 HTTP 服务：它的地址
  --unicloud           后端是 uniCloud（只用于 plugin-uni-app）

${COMMON}

退出码：0 已写入，2 文件已存在、无法写入或命令行有误

例子：
  tcaptcha init cloud-function
  tcaptcha init plugin-native my-miniprogram --app-id 123456789 --cloud-env my-env-1a2b3c`,
  },
  usage: {
    unknown_command: (name) => `没有命令 ${name}`,
    unknown_option: (name) => `没有选项 ${name}`,
    secret_option: (name) =>
      `没有选项 ${name}：命令行参数会被别人看到，请把密钥放在环境变量里，或者在提示时输入`,
    missing_value: (name) => `${name} 后面要有值`,
    unexpected_value: (name) => `${name} 后面不能有值`,
    unexpected_argument: () => '参数太多：含空格的参数要加引号',
    missing_input: (what) => `缺少 ${what}：请用参数或标准输入传入`,
    missing_option: (name) => `缺少 ${name}`,
    bad_value: (name, expected) => `${name} 的值无效${expected ? `，应为 ${expected}` : ''}`,
    bad_form: (name, example) => `${name} 的值无效，应类似 ${example}`,
    port_in_use: (port) => `端口 ${port} 已被其他程序占用：请换一个端口，或者不填 --port`,
    cannot_listen: (subject) => `无法监听端口 ${subject}`,
    no_terminal: (name) => `没有设置 ${name}，也没有终端可以输入`,
    missing_template: (_, names) => `没有指定模板，应为 ${names}`,
    unknown_template: (name, names) => `没有模板 ${name}，应为 ${names}`,
    not_for_template: (name, template) => `模板 ${template} 没有选项 ${name}`,
    files_exist: (folder, paths) =>
      `${folder} 里已有 ${paths}：不会覆盖，没有写入任何文件。请换一个目录，或者先移走它们`,
    cannot_write: (folder, code) => `无法写入 ${folder}（${code}），没有留下任何文件`,
    input_too_long: (what) => `${what} 太长`,
  },
  interrupted: '在提示处中断',
  errorsPage: 'errors.zh-CN.md',
  readMore: (url, file) => `详细说明：${url}\n没有网络时：${file}`,
  seeHelp: (command) => `查看帮助：npx tcaptcha-wasm ${command}--help`,
  errors: {
    ERR_CAPTCHA_INVALID_ARGUMENT: '参数缺失、类型不对或超出范围。怎么办：改正消息里指出的参数',
    ERR_CAPTCHA_INVALID_KEY:
      'AppSecretKey 为空，超过 32 字节，或者首尾有空格、引号等字符。怎么办：从验证码控制台重新复制（1 至 32 字节，一般是 25 个字符）',
    ERR_CAPTCHA_INVALID_RESULT: '不是验证结果。怎么办：把客户端收到的结果原样传入',
    ERR_CAPTCHA_CREDENTIALS:
      '没有找到凭证，或者凭证里有空格、换行等字符。怎么办：设置 CAPTCHA_SECRET_ID 和 CAPTCHA_SECRET_KEY',
    ERR_CAPTCHA_AUTH:
      '腾讯云拒绝了 API 密钥、签名或权限。怎么办：检查 API 密钥、它的验证码权限和本机时钟（npx tcaptcha-wasm doctor）',
    ERR_CAPTCHA_REQUEST:
      '腾讯云拒绝了请求参数。怎么办：按消息检查 CaptchaAppId、AppSecretKey 和用户 IP',
    ERR_CAPTCHA_RANDOM: '运行环境没有安全的随机数。怎么办：换到有 crypto 的运行环境',
    ERR_CAPTCHA_NOT_INITIALIZED: '还没有初始化。怎么办：第一次调用前先 await init()',
    ERR_CAPTCHA_INIT_FAILED:
      'WebAssembly 加载失败。怎么办：换到支持 WebAssembly 的运行环境，或者重新安装',
    ERR_CAPTCHA_DISPOSED: '对象已经 dispose()。怎么办：重新创建一个',
  },
  problems: {
    not_base64: '不是 Base64：传输过程中被改动。URL 里的 + 是否变成了空格？是否多了引号？',
    wrong_length: '长度不对：被截断，或者生成时用了另一种模式（--mode）',
    wrong_key:
      '用这个密钥无法解密：签发时用的是更换之前的 AppSecretKey，或者另一个 CaptchaAppId 的，或者填充到 32 字节的方法不对',
    malformed_plaintext: '明文不是“CaptchaAppId&时间戳&过期时间”：生成时拼接有误',
    app_id_mismatch: '其中的 CaptchaAppId 与预期不一致',
    issued_in_future: '时间戳晚于当前时间：签发服务器的时钟偏快，或者误用了毫秒',
    expired: '已过期：每次弹出验证码之前都要获取新的',
    expiry_out_of_range: '过期时间不在 1 至 86400 秒之间',
  },
  mistakes: {
    key_padded_as_vendor_sample:
      '密钥按腾讯云文档的 Python 示例填充，不足 17 字节时结果不对：应循环填充到 32 字节',
    key_padded_with_zeros: '密钥用 0 填充，PHP 和 OpenSSL 会这样做：应循环填充到 32 字节',
    key_not_padded: '密钥没有填充（AES-128 或 AES-192）：应循环填充到 32 字节，使用 AES-256',
    key_not_trimmed: 'AppSecretKey 首尾带有换行、空格、引号或 BOM：请去掉',
    url_safe_base64: '用了 URL 安全的 Base64，或者缺少 =：应使用标准 Base64',
    hex: '用了十六进制：应直接对字节做 Base64',
    iv_missing: '没有包含 IV：应把 16 字节的 IV 放在密文之前，每次随机生成',
    iv_as_text: 'IV 是文本形式：应把 IV 的字节放在密文之前，一起做 Base64',
    ecb: '用了 ECB 加密：应使用 CBC 和随机 IV',
    openssl_salted: 'AppSecretKey 被当作口令使用（Salted__）：应以字节形式传入密钥和 IV',
    utf16: '明文或 AppSecretKey 用了 UTF-16 编码：应使用 UTF-8',
    milliseconds: '时间戳用了毫秒：应除以 1000 并取整',
    trailing_bytes: '明文或 aidEncrypted 末尾有多余内容（换行、空格、0，或 GCM 的填充）：请去掉',
    padded_twice: '手动填充之后，加密库又填充了一次：请去掉手动填充',
    other_mode: '应使用 CBC 却用了 GCM，或者相反：插件只支持 CBC（用 --mode 指定预期的模式）',
    tag_before_ciphertext: 'tag 放在了密文之前：顺序应为 IV、密文、tag',
  },
  reasons: {
    closed: '用户关闭了验证码：请用户重试',
    failed: '用户没有通过验证：请用户重试',
    malformed: '客户端传来的不是验证结果：请原样传递，可用 npx tcaptcha-wasm result 查看',
    fallback_ticket: '容灾票据，任何人都能伪造：默认拒绝；是否放行由业务自行决定',
    replayed: '票据已经校验过，每张只能用一次：请用户重新验证',
    expired: '票据已超过 5 分钟：请用户重新验证，拿到票据后立即校验',
    mismatch:
      'CaptchaAppId、AppSecretKey、票据、randstr 不匹配：请检查服务端与客户端的配置是否一致',
    invalid_ticket:
      '票据无效。可能是 CaptchaAppId 或 AppSecretKey 有误（应取自验证码控制台的同一行）；票据已经用过（插件没有专门的返回码）；插件的票据带了 randstr；或者票据是伪造的',
    risk: '被腾讯云风控拦截：不要放行，请用户稍后重试',
    malicious: '票据有效，但请求被判定为恶意：不要放行',
    refused: '返回码的含义没有公开：不要放行，请带上 RequestId 向腾讯云提交工单',
    timeout: '请求超时：请稍后重试，可用 npx tcaptcha-wasm doctor 检查',
    network: '无法连接，或者连接中断：可用 npx tcaptcha-wasm doctor 检查',
    service: '腾讯云服务异常：请稍后重试',
    rate_limited: '请求过于频繁：请稍后重试',
    quota: '套餐包已用完，或者账户欠费：请到控制台查看',
    store: '防重放存储出错：请检查 Redis 或云数据库',
    overloaded: '同时进行的校验超过 maxConnections：请稍后重试',
  },
  outcomes: { passed: '通过', rejected: '不通过', unavailable: '无法校验' },
  resultStatus: {
    solved: '用户完成了验证。这只是客户端的结果，票据还需要校验',
    failed: '用户没有通过验证',
    closed: '用户关闭了验证码',
    fallback: '容灾票据，不能证明用户完成了验证',
    malformed: '不是验证结果',
  },
  resultAdvice: {
    solved: '下一步：5 分钟之内用 npx tcaptcha-wasm check 校验；每张票据只能用一次',
    failed: '无需校验；插件会自动换一题',
    closed: '无需校验；请用户重新开始',
    fallback: '任何人都能伪造这种票据：默认拒绝；是否放行由业务自行决定',
  },
  origins: {
    plugin: '插件事件',
    'mini-program': '从验证码小程序返回',
    plain: '{ret, ticket, randstr}',
  },
  notJson:
    '缺少引号：请用 JSON.stringify(…) 的输出，不要用 console.log 直接打印的对象。Windows 终端会去掉参数里的引号，请把 JSON 存成文件，再用 type 文件名 | npx tcaptcha-wasm result 传入',
  checkedBy: '校验接口',
  tokenGood: '有效',
  tokenBad: '会被拒绝',
  issuedAt: '签发时间',
  expiresAt: '过期时间',
  remaining: '剩余时间',
  openedBy: '解密的密钥',
  previousKey: '旧的 AppSecretKey',
  keyNames: ['CAPTCHA_APP_SECRET_KEY', 'CAPTCHA_APP_SECRET_KEY_PREVIOUS'],
  seconds: (count) => `${count} 秒`,
  aidMade: (appId, until) => `CaptchaAppId ${appId}，有效至 ${until}`,
  simulating: (url) => `正在模拟腾讯云：${url}`,
  otherTerminal: '在另一个终端里执行：',
  otherPowerShell: '在另一个 PowerShell 里执行：',
  otherCmd: '或者在另一个命令提示符（cmd）里执行：',
  captchaResults: '验证结果（与客户端收到的相同）：',
  enterForMore: '按回车键再生成一个验证结果，按 Ctrl-C 结束',
  stopHere: '按 Ctrl-C 结束',
  doctor: doctorZhCn,
  init: initZhCn,
};
