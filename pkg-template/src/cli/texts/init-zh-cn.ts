import type { InitTexts } from './init.js';

const SECRET_ID = 'API 密钥的 SecretId（console.cloud.tencent.com/cam/capi）';
const SECRET_KEY = '同一个 API 密钥的 SecretKey';

export const initZhCn: InitTexts = {
  templates: {
    'cloud-function': '后端：微信云函数，JavaScript',
    'cloud-function-typescript': '后端：微信云函数，TypeScript',
    unicloud: '后端：uniCloud 云函数和云对象',
    'http-server': '后端：HTTP 服务，只用 Node.js 自带的 http',
    'express-server': '后端：HTTP 服务，用 Express',
    'plugin-native': '页面：原生小程序',
    'plugin-uni-app': '页面：uni-app，Vue 3',
  },
  questions: {
    template: (count) => `选择哪个模板（1 至 ${count}）？`,
    folder: (usual) => `写到哪个目录（直接回车：${usual}）？`,
    captchaAppId: (form) => `CaptchaAppId，例如 ${form}（直接回车：以后再填）？`,
    cloudEnv: (form) => `云开发的环境 ID，例如 ${form}（直接回车：不用云开发）？`,
    httpBase: (form) => `HTTP 后端的地址，例如 ${form}（直接回车：以后再填）？`,
  },
  written: (template, folder) => `已将 ${template} 写入 ${folder === '.' ? '当前目录' : folder}`,
  setVariables: '需要设置的环境变量（密钥不要写进代码）：',
  variables: {
    CAPTCHA_APP_ID: 'CaptchaAppId（console.cloud.tencent.com/captcha）',
    CAPTCHA_APP_SECRET_KEY: '同一行的 AppSecretKey',
    TENCENTCLOUD_SECRET_ID: SECRET_ID,
    TENCENTCLOUD_SECRET_KEY: SECRET_KEY,
    CAPTCHA_SECRET_ID: SECRET_ID,
    CAPTCHA_SECRET_KEY: SECRET_KEY,
  },
  run: '接下来执行：',
  then: '然后：',
  steps: {
    setFunctionVariables: () =>
      '打开“云开发控制台 > 云函数 > captcha”，设置上面的环境变量。函数上传之后才会出现在这里',
    uploadFunction: ({ folder }) =>
      `用开发者工具打开 project.config.json 所在的目录，确认其中有 "cloudfunctionRoot": "cloudfunctions/"，再右键点击 ${folder}，选择“上传并部署：云端安装依赖”`,
    uploadBuiltFunction: () =>
      '把 dist/captcha 复制到小程序项目的 cloudfunctions/captcha，在开发者工具里右键点击它，选择“上传并部署：云端安装依赖”',
    writePageForCloud: () =>
      '还没有小程序时，回到执行 init 的目录，生成一个：npx tcaptcha-wasm init plugin-native . --cloud-env 环境ID',
    setUniCloudVariables: () =>
      '在 uniCloud 控制台打开云函数 captcha 的详情，设置上面的环境变量。函数上传之后才会出现在这里',
    uploadUniCloud: () =>
      '在 HBuilderX 里右键点击 database/tcaptcha_claims.schema.json，选择“上传 DB Schema”；再右键点击 cloudfunctions/captcha，选择“上传部署”',
    writePageForUniCloud: () =>
      '还没有 uni-app 项目时，回到执行 init 的目录，生成一个：npx tcaptcha-wasm init plugin-uni-app --unicloud',
    moveUniCloud: ({ folder }) =>
      `把 ${folder} 移到 uni-app 项目的根目录，用 HBuilderX 打开项目，右键点击 ${folder}，关联服务空间`,
    startServer: () => '设置上面的环境变量，启动服务：npm start',
    putHttpsBefore: () =>
      '在前面放一个 TLS 代理，并在微信公众平台把它的 https 地址登记为 request 合法域名',
    writePageForHttp: () =>
      '回到执行 init 的目录，生成页面：npx tcaptcha-wasm init plugin-native --http-base https://域名（uni-app 用 plugin-uni-app）',
    addPlugin: () => '在微信公众平台“设置 > 第三方设置 > 添加插件”里添加“腾讯验证码”',
    fillInAppId: ({ config }) => `把 ${config} 里的 captchaAppId 改成验证码控制台的 CaptchaAppId`,
    fillInWxAppId: ({ project }) => `把 ${project} 里的 appid 改成小程序自己的 AppID`,
    chooseBackend: ({ folder, config }) =>
      `在 ${config} 里填写后端。还没有后端时，回到执行 init 的目录，生成一个云函数：npx tcaptcha-wasm init cloud-function ${folder === '.' ? '' : `${folder}/`}cloudfunctions/captcha`,
    openNative: ({ folder }) =>
      folder === '.'
        ? '用开发者工具打开当前目录（不能用游客模式），选择“工具 > 构建 npm”'
        : `用开发者工具打开 ${folder}（不能用游客模式），选择“工具 > 构建 npm”`,
    openHBuilderX: ({ folder }) =>
      `用 HBuilderX 打开 ${folder}，关联云函数所在的 uniCloud 服务空间，选择“运行 > 运行到小程序模拟器”`,
    openUniApp: ({ folder }) =>
      `每次修改后重新构建，用开发者工具打开 ${folder}/dist/build/mp-weixin（不能用游客模式）`,
  },
};
