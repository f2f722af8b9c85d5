import { type DoctorTexts, POLICY } from './doctor.js';

export const doctorZhCn: DoctorTexts = {
  names: {
    version: 'tcaptcha-wasm',
    node: 'Node.js',
    app_id: 'CAPTCHA_APP_ID',
    app_secret_key: 'CAPTCHA_APP_SECRET_KEY',
    aid_encrypted: 'aidEncrypted',
    credentials: '凭证',
    proxy: '代理',
    endpoint: '校验接口',
    clock: '时钟',
    api_key: 'API 密钥',
    permission: '权限',
    package: '套餐包',
    app: 'AppId 和 AppSecretKey',
  },
  comma: '、',

  allRight: '全部正常',
  someFailed: (names) => `有问题：${names}，见标有 ✗ 的行`,
  someUnproven: (names) => `没有发现问题，但用虚构的票据无法确认：${names}，见标有 ? 的行`,
  someSkipped: (names) => `已检查的部分没有发现问题；没有检查：${names}`,

  nodeTooOld: '版本太低，需要 8.9 以上',
  notSet: '没有设置',
  noDigits: '不是 CaptchaAppId（只含数字）：请从验证码控制台复制',
  isSet: (length) => `已设置，${length} 个字符`,
  unusualKeyLength: '；AppSecretKey 一般是 25 个字符，请对照验证码控制台检查',
  quotedOrSpaced: '已设置，但首尾有空格或引号，请去掉',
  tokenMade: '可以生成和解密',
  tokenNotMade: (detail) => `用这个密钥无法生成${detail && `：${detail}`}`,
  noCredentials: '没有设置 CAPTCHA_SECRET_ID 和 CAPTCHA_SECRET_KEY',
  badCredentials: (names, detail) => `${names} 不能使用：${detail}`,
  otherSpellings: '；其他写法的变量也设置了，使用这一组',

  mayBeCounted:
    '将用虚构的票据请求每个校验接口各一次，腾讯云可能计入用量（--offline 不发送任何请求）',
  offline: '没有检查：使用了 --offline',
  notReached: '没有检查：请先解决前面的问题',
  needsKeys: '没有检查：需要 CAPTCHA_APP_ID 和 CAPTCHA_APP_SECRET_KEY',
  needsCredentials: '没有检查：需要 API 密钥',

  noProxy: '无',
  badProxy: 'https_proxy 必须是以 http:// 或 https:// 开头的代理地址',
  proxyFailed: (proxy, why) =>
    `代理 ${proxy} 没有转发请求：${why}。请检查 https_proxy 和其中的用户名、密码，让代理放行校验接口，或者把校验接口加入 no_proxy`,
  badEndpoint: (detail) => `校验接口的地址（--endpoint、CAPTCHA_ENDPOINT）不能使用：${detail}`,
  reached: (place, milliseconds) => `${place} 已响应，耗时 ${milliseconds} 毫秒`,
  reachedSlowly: (place, milliseconds) =>
    `${place} 已响应，但耗时 ${milliseconds} 毫秒，太慢：一次校验默认只有 2500 毫秒，超过就是 timeout 或 overloaded`,
  silent: (place) => `已连接 ${place}，但 5 秒内没有响应：腾讯云故障或太慢，或者请求被中间设备拦下`,
  unreachable: (place, why) => `无法连接 ${place}：${why}`,
  network: {
    ENOTFOUND: '域名无法解析：网络不通，或者 DNS、--endpoint 有误',
    EAI_AGAIN: '域名无法解析：网络不通，或者 DNS 没有响应',
    ECONNREFUSED: '端口没有监听，或者被防火墙拒绝',
    ECONNRESET: '连接被防火墙或服务端断开',
    EPIPE: '连接被防火墙或服务端断开',
    ETIMEDOUT: '5 秒内没有连上：网络不通，或者数据包被防火墙丢弃',
    EHOSTUNREACH: '没有可用的路由：网络不通',
    ENETUNREACH: '没有可用的路由：网络不通',
  },
  certificate: '证书不受信任：连接可能被中间设备拦截，或者本机时钟有误',
  foreign: {
    html: (place, status) =>
      `${place} 返回的是网页（HTTP ${status}），不是校验接口的响应：可能是代理、网络的登录页面，或者 --endpoint 有误`,
    redirect: (place, status) =>
      `${place} 返回了重定向（HTTP ${status}），校验接口不会这样：可能是代理、网络的登录页面，或者 --endpoint 有误`,
    other: (place, status) =>
      `${place} 有响应（HTTP ${status}），但不是校验接口的格式：--endpoint 有误，或者响应在途中被修改`,
  },
  serviceFails: (said) => `可以连接，但腾讯云服务异常（${said}）：不是配置问题，请稍后重试`,
  passesAnything: (said) =>
    `虚构的票据也能通过（${said}）：这不是腾讯云，请检查 --endpoint 和 CAPTCHA_ENDPOINT`,
  otherApi: (said) => `是腾讯云 API 的响应，但不是验证码的接口（${said}）：请检查 --endpoint`,
  rateLimited: '请求过于频繁：请过几秒再运行一次',

  noDate: '服务端没有返回时间，无法比较',
  clockRight: (seconds) => `相差 ${seconds} 秒`,
  clockWorrying: (seconds) => `相差 ${seconds} 秒；超过 300 秒时所有请求都会被拒绝，请校准（NTP）`,
  clockWrong: (seconds) =>
    `相差 ${seconds} 秒（负数表示偏慢）；超过 300 秒时所有请求都会被拒绝，请校准（NTP）`,
  clockAccepted: '相差不到 300 秒：腾讯云接受了签名的时间',
  clockRefused: (said) => `相差超过 300 秒：腾讯云拒绝了签名的时间（${said}），请校准（NTP）`,

  keyAccepted: '腾讯云接受了签名',
  wrongSecretId: (said) =>
    `腾讯云没有这个 SecretId（${said}）：填错了，或者密钥已被删除或禁用。请对照 console.cloud.tencent.com/cam/capi 检查 SecretId`,
  wrongSecretKey: (said) =>
    `SecretKey 与 SecretId 不匹配（${said}）：请对照 console.cloud.tencent.com/cam/capi 检查 SecretKey，或者新建密钥`,
  wrongToken: (said) => `临时凭证的 token 有误或已过期（${said}）：请重新获取`,
  keyRefused: (said) =>
    `腾讯云拒绝了签名（${said}）：请对照 console.cloud.tencent.com/cam/capi 检查 API 密钥；也可能是代理修改了请求头`,

  permissionGiven: '可以调用',
  permissionOrPackage: '缺少权限时腾讯云返回同一个错误码，见“套餐包”一行',
  noPermission: (said) =>
    `API 密钥正确，但没有调用权限（${said}）：请在访问管理（CAM）中为它所属的用户添加 ${POLICY}`,
  addressRefused: (said) =>
    `API 密钥不允许从本机的 IP 使用（${said}）：请查看访问管理（CAM）中该密钥的 IP 限制`,

  packageNotNamed:
    '腾讯云没有返回套餐包的问题（有问题时是 CaptchaCode 31）；它是否在检查票据之前检查套餐包，没有公开说明',
  noPackage: (said) =>
    `已用完、没有购买，或者账户欠费（${said}）：请查看 console.cloud.tencent.com/captcha`,
  noPackageOrPermission: (said) =>
    `已用完、没有购买，或者账户欠费（${said}）：请查看 console.cloud.tencent.com/captcha；如果套餐包正常，则是缺少权限：${POLICY}`,

  parametersRefused: (said) =>
    `腾讯云拒绝了请求参数（${said}）：请对照验证码控制台检查 CAPTCHA_APP_ID 和 CAPTCHA_APP_SECRET_KEY`,
  appIdRefused: (said) =>
    `腾讯云不接受这个 CaptchaAppId（${said}）：请对照验证码控制台检查 CAPTCHA_APP_ID`,
  appUnproven: (said) =>
    `AppId 或 AppSecretKey 可能有误，也可能只是因为票据是虚构的（${said}）。请检查 CAPTCHA_APP_ID 和 CAPTCHA_APP_SECRET_KEY 是否与 console.cloud.tencent.com/captcha 的同一行一致。只有客户端得到的真实票据才能确认：拿到后立即用 npx tcaptcha-wasm check 校验`,
};
