import { doctorZhCn } from './doctor-zh-cn.js';
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

  tcaptcha <命令> --help    该命令的选项和例子
  tcaptcha --version        版本号

没有装到全局时，把 tcaptcha 换成 npx tcaptcha-wasm。

所有命令都有的选项：
${COMMON}

环境变量（密钥从不通过命令行参数传入）：
  CAPTCHA_APP_ID             CaptchaAppId，可代替 --app-id
  CAPTCHA_APP_SECRET_KEY     AppSecretKey；没有设置时会询问，输入不回显
  CAPTCHA_APP_SECRET_KEY_PREVIOUS
                             更换之前的 AppSecretKey，轮换密钥期间供 inspect 使用
  TENCENTCLOUD_SECRET_ID     API 密钥，check 需要
  TENCENTCLOUD_SECRET_KEY
  CAPTCHA_ENDPOINT           校验接口的地址，可代替 --endpoint
  NO_COLOR                   不使用颜色

退出码：
  0  是：完成、有效、通过
  1  否：无效的 aidEncrypted、没有完成的验证、被拒绝的票据、检查发现问题
  2  命令行有误，或者缺少必要的内容
  3  无法校验：网络、服务或配额
  4  配置有误：密钥、凭证、请求参数
  130  输入密钥时被中断

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

解开 aidEncrypted，指出其中所有的问题。不带参数或参数为 - 时从标准输入读取。

  --app-id ID        其中应有的 CaptchaAppId
  --mode cbc|gcm     生成时的模式；默认 cbc
  --aad 文本         附加认证数据，只用于 gcm
  --previous-key     轮换密钥期间，也尝试更换之前的 AppSecretKey：取自环境变量
                     CAPTCHA_APP_SECRET_KEY_PREVIOUS，没有设置时会询问，输入不回显
${COMMON}

退出码：0 有效，1 无效

例子：
  tcaptcha inspect MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT
  tcaptcha aid | tcaptcha inspect`,
    result: `用法：tcaptcha result [JSON] [选项]

解释验证结果：{ret, ticket, randstr}、插件的事件，或者 App.onShow 的参数，JSON 格式。
不带参数或参数为 - 时从标准输入读取。

${COMMON}

退出码：0 已完成验证，1 未通过、已关闭、容灾票据或无法识别

例子：
  tcaptcha result '{"ret":0,"ticket":"tr0abc"}'
  tcaptcha result < result.json`,
    check: `用法：tcaptcha check [JSON] --user-ip IP [选项]

校验票据。每张票据只能校验一次。没有 JSON 也没有 --ticket 时，从标准输入读取验证结果。

  --user-ip IP       用户的公网 IP
  --app-id ID        CaptchaAppId
  --ticket 票据      只给票据，不给验证结果
  --randstr 随机串   跳转方式的票据才有
  --endpoint 地址    默认 captcha.tencentcloudapi.com
  --timeout-ms 毫秒  默认 2500
${COMMON}

退出码：0 通过，1 拒绝，3 无法校验，4 配置有误

例子：
  tcaptcha check '{"ret":0,"ticket":"tr0abc"}' --user-ip 203.0.113.7
  tcaptcha check --user-ip 203.0.113.7 < result.json`,
    simulate: `用法：tcaptcha simulate [选项]

用腾讯云文档公开的示例密钥，在 127.0.0.1 上模拟腾讯云，按 Ctrl-C 结束。
会显示另一个终端要用的环境变量，以及可供校验的验证结果。
只在本机使用：部署到云端的云函数访问不到它，它也不认识真实验证码的票据。

  --port 端口        默认任选一个空闲端口
  --tickets 数量     显示几个验证结果；默认 1
  --flow 方式        plugin（插件，默认）、mini-program（跳转）或 web（TCaptcha.js）
  --require-aid      相当于控制台的强制校验：必须带 aidEncrypted，且只能用一次
  --fault 故障       hang、reset、truncate、junk、status:500、error:InternalError、code:26、delay:800
  --times 次数       前几次请求出故障；默认全部
  --verbose          在标准错误输出每次请求和应答，不含密钥
${COMMON}

例子：
  tcaptcha simulate --port 4000
  tcaptcha simulate --fault code:26 --times 3`,
    doctor: `用法：tcaptcha doctor [选项]

检查 Node.js、密钥（生成并解开一个 aidEncrypted）、凭证、代理、网络、时钟、API 密钥、权限、套餐包、
AppId 和 AppSecretKey。最后几项要用一张编造的票据向每个校验接口各发送一次请求，腾讯云可能会计入用量。
输出不含任何密钥，可以直接贴到问题反馈里。

  --app-id ID        CaptchaAppId
  --endpoint 地址    默认 captcha.tencentcloudapi.com
  --flow 方式        plugin（插件）或 mini-program（跳转）：只请求这一个接口；默认两个都请求
  --offline          不发送任何请求
${COMMON}

✓ 正常   ✗ 有问题   ? 编造的票据无法证实   - 没有检查

退出码：0 没有发现问题，1 发现问题

例子：
  tcaptcha doctor
  tcaptcha doctor --offline --json`,
  },
  usage: {
    unknown_command: (name) => `没有 ${name} 这个命令`,
    unknown_option: (name) => `没有 ${name} 这个选项`,
    secret_option: (name) =>
      `没有 ${name} 这个选项：命令行参数会被别人看到，密钥请放在环境变量里，或者在提示时输入`,
    missing_value: (name) => `${name} 后面要有值`,
    unexpected_value: (name) => `${name} 后面不能有值`,
    unexpected_argument: () => '参数太多：含空格的内容要加引号',
    missing_input: (what) => `缺少 ${what}：请作为参数传入，或者从标准输入传入`,
    missing_option: (name) => `缺少 ${name}`,
    bad_value: (name, expected) => `${name} 的值无效${expected ? `，应为 ${expected}` : ''}`,
    port_in_use: (port) => `端口 ${port} 已被其他程序占用：请换一个端口，或者不填 --port`,
    cannot_listen: (subject) => `无法监听端口 ${subject}`,
    no_terminal: (name) => `没有设置 ${name}，也没有终端可以询问`,
    input_too_long: (what) => `${what} 太长了`,
  },
  interrupted: '输入密钥时被中断',
  errorsPage: 'errors.zh-CN.md',
  readMore: (url, file) => `详细说明：${url}\n没有网络时：${file}`,
  seeHelp: '查看帮助：npx tcaptcha-wasm --help',
  errors: {
    ERR_CAPTCHA_INVALID_ARGUMENT: '参数缺失、类型不对或超出范围。怎么办：改正消息里指出的参数',
    ERR_CAPTCHA_INVALID_KEY:
      'AppSecretKey 为空，或者超过 32 字节。怎么办：从验证码控制台重新复制 AppSecretKey（1 至 32 字节，一般是 25 个字符）',
    ERR_CAPTCHA_INVALID_RESULT: '不是验证结果。怎么办：把小程序收到的结果原样传过来',
    ERR_CAPTCHA_CREDENTIALS:
      '没有找到凭证，或者凭证里有空格、换行等字符。怎么办：设置 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY',
    ERR_CAPTCHA_AUTH:
      '腾讯云拒绝了 API 密钥、签名或权限。怎么办：核对 API 密钥、它的验证码权限，以及本机时钟（npx tcaptcha-wasm doctor）',
    ERR_CAPTCHA_REQUEST:
      '腾讯云拒绝了请求参数。怎么办：按消息核对 CaptchaAppId、AppSecretKey 和用户 IP',
    ERR_CAPTCHA_RANDOM: '运行环境没有安全的随机数。怎么办：换到有 crypto 的运行环境',
    ERR_CAPTCHA_NOT_INITIALIZED: '还没有初始化。怎么办：第一次调用之前先 await init()',
    ERR_CAPTCHA_INIT_FAILED:
      'WebAssembly 加载失败。怎么办：换到支持 WebAssembly 的运行环境，或者重新安装',
    ERR_CAPTCHA_DISPOSED: '对象已经 dispose()。怎么办：dispose() 之后要重新创建',
  },
  problems: {
    not_base64: '不是 Base64：传输中被改动。URL 里的 + 是否变成了空格？是否多了引号？',
    wrong_length: '长度不对：被截断，或者生成时用的是另一种模式（--mode）',
    wrong_key: '用这个密钥解不开：AppSecretKey 属于另一个验证，或者填充到 32 字节的方法不对',
    malformed_plaintext: '明文不是 CaptchaAppId&时间戳&过期时间：生成时拼接有误',
    app_id_mismatch: '其中的 CaptchaAppId 与预期的不同',
    issued_in_future: '时间戳在未来：签发服务器的时钟快了，或者误用了毫秒',
    expired: '已过期：每次弹出验证码之前都要取新的',
    expiry_out_of_range: '过期时间不在 1 至 86400 秒之间',
  },
  mistakes: {
    key_padded_as_vendor_sample:
      '密钥按官方 Python 示例填充，不足 17 字节时是错的：应循环填充到 32 字节',
    key_padded_with_zeros: '密钥用零补足，PHP 和 OpenSSL 会这样做：应循环填充到 32 字节',
    key_not_padded: '密钥没有填充（AES-128 或 AES-192）：应循环填充到 32 字节，使用 AES-256',
    key_not_trimmed: 'AppSecretKey 前后带有换行、空格、引号或 BOM：请去掉',
    url_safe_base64: '用了 URL 安全的 Base64，或者缺少 =：应使用标准 Base64',
    hex: '写成了十六进制：应直接对字节做 Base64',
    iv_missing: '其中没有 IV：应把 16 字节的 IV 放在密文之前，每次随机生成',
    iv_as_text: 'IV 以文本形式写入：应把 IV 的字节放在密文之前，一起做 Base64',
    ecb: '用了 ECB 加密：应使用 CBC 和随机 IV',
    openssl_salted: 'AppSecretKey 被当成了口令（Salted__）：应以字节形式传入密钥和 IV',
    utf16: '明文或 AppSecretKey 用了 UTF-16 编码：应使用 UTF-8',
    milliseconds: '时间戳用了毫秒：应除以 1000 并取整',
    trailing_bytes: '明文或 aidEncrypted 之后有多余内容（换行、空格、零，或 GCM 下的填充）：请去掉',
    padded_twice: '手工填充之后加密库又填充了一次：去掉其中一次',
    other_mode: '应该用 CBC 却用了 GCM，或者相反：插件只支持 CBC（预期的模式用 --mode 指定）',
    tag_before_ciphertext: 'tag 放在了密文之前：顺序应为 IV、密文、tag',
  },
  reasons: {
    closed: '用户关闭了验证码：让用户重试',
    failed: '用户没有通过验证：让用户重试',
    malformed: '小程序传来的不是验证结果：请原样传递，可用 npx tcaptcha-wasm result 查看',
    fallback_ticket: '容灾票据，任何人都能伪造：应当拒绝；要放行必须是有意的决定',
    replayed: '这张票据已经校验过，每张只能用一次：让用户重新验证',
    expired: '票据超过 5 分钟：让用户重新验证，拿到票据后立即校验',
    mismatch:
      'CaptchaAppId、AppSecretKey、票据、randstr 不属于同一次验证：核对服务端与小程序用的是不是同一个',
    invalid_ticket:
      '腾讯云不接受这张票据：CaptchaAppId 或 AppSecretKey 有误（请与验证码控制台的同一行核对）；或者票据已经用过（插件没有专门的返回码）；或者插件的票据带了 randstr；或者票据是伪造的',
    risk: '被腾讯云风控拦截：不要放行，请用户稍后再试',
    malicious: '票据有效，但请求被判定为恶意：不要放行',
    refused: '返回码的含义没有公布：不要放行，请带上 RequestId 向腾讯云提交工单',
    timeout: '超时没有回应：稍后重试，可用 npx tcaptcha-wasm doctor 检查',
    network: '连接不上，或者连接中断：可用 npx tcaptcha-wasm doctor 检查',
    service: '腾讯云服务异常：稍后重试',
    rate_limited: '请求过于频繁：稍后重试',
    quota: '套餐包用完或者账户欠费：请到控制台查看',
    store: '防重放存储出错：检查 Redis 或云数据库',
    overloaded: '同时进行的校验超过了 maxConnections：稍后重试',
  },
  outcomes: { passed: '通过', rejected: '拒绝', unavailable: '无法校验' },
  resultStatus: {
    solved: '用户完成了验证。这只是小程序的说法，票据还需要校验',
    failed: '用户没有通过验证',
    closed: '用户关闭了验证码',
    fallback: '容灾票据，不能证明任何事情',
    malformed: '不是验证结果',
  },
  resultAdvice: {
    solved: '下一步：5 分钟之内用 npx tcaptcha-wasm check 校验；每张票据只能用一次',
    failed: '无需校验；插件会自己换一题',
    closed: '无需校验；让用户重新开始',
    fallback: '任何人都能写出这样的票据：应当拒绝，除非你已决定放行',
  },
  origins: {
    plugin: '插件事件',
    'mini-program': '从验证码小程序返回',
    plain: '{ret, ticket, randstr}',
  },
  notJson:
    '引号不见了：console.log 的输出要换成 JSON.stringify(…)；Windows 的终端会去掉参数里的引号，请把 JSON 存成文件，用 type 文件名 | npx tcaptcha-wasm result 传入',
  checkedBy: '校验接口',
  tokenGood: '有效',
  tokenBad: '会被拒绝',
  issuedAt: '签发时间',
  expiresAt: '过期时间',
  remaining: '剩余时间',
  openedBy: '解开的密钥',
  previousKey: '更换之前的 AppSecretKey',
  keyNames: ['CAPTCHA_APP_SECRET_KEY', 'CAPTCHA_APP_SECRET_KEY_PREVIOUS'],
  seconds: (count) => `${count} 秒`,
  aidMade: (appId, until) => `CaptchaAppId ${appId}，有效至 ${until}`,
  simulating: (url) => `正在模拟腾讯云：${url}`,
  otherTerminal: '在另一个终端里执行：',
  otherPowerShell: '在另一个 PowerShell 里执行：',
  otherCmd: '或者在另一个命令提示符（cmd）里执行：',
  captchaResults: '验证结果，与小程序收到的相同：',
  enterForMore: '按回车再取一个验证结果，按 Ctrl-C 结束',
  stopHere: '按 Ctrl-C 结束',
  doctor: doctorZhCn,
};
