import type { InitTexts } from './init.js';

const SECRET_ID = 'SecretId of an API key (console.cloud.tencent.com/cam/capi)';
const SECRET_KEY = 'SecretKey of that API key';

export const initEn: InitTexts = {
  templates: {
    'cloud-function': 'backend: WeChat cloud function, JavaScript',
    'cloud-function-typescript': 'backend: WeChat cloud function, TypeScript',
    unicloud: 'backend: uniCloud, cloud function and cloud object',
    'http-server': "backend: HTTP server on Node.js's own http",
    'express-server': 'backend: HTTP server on Express',
    'plugin-native': 'page: native mini program',
    'plugin-uni-app': 'page: uni-app, Vue 3',
  },
  questions: {
    template: (count) => `which template (1 to ${count})?`,
    folder: (usual) => `which folder (Enter: ${usual})?`,
    captchaAppId: (form) => `CaptchaAppId, such as ${form} (Enter: fill it in later)?`,
    cloudEnv: (form) => `ID of the cloud environment, such as ${form} (Enter: none)?`,
    httpBase: (form) => `address of the HTTP backend, such as ${form} (Enter: fill it in later)?`,
  },
  written: (template, folder) => `wrote ${template} to ${folder === '.' ? 'this folder' : folder}`,
  setVariables: 'environment variables that it needs; keep the keys out of the code:',
  variables: {
    CAPTCHA_APP_ID: 'CaptchaAppId (console.cloud.tencent.com/captcha)',
    CAPTCHA_APP_SECRET_KEY: 'AppSecretKey in the same row',
    TENCENTCLOUD_SECRET_ID: SECRET_ID,
    TENCENTCLOUD_SECRET_KEY: SECRET_KEY,
    CAPTCHA_SECRET_ID: SECRET_ID,
    CAPTCHA_SECRET_KEY: SECRET_KEY,
  },
  run: 'next, run:',
  then: 'then:',
  steps: {
    setFunctionVariables: () =>
      'set the environment variables in the cloud console, at “云开发控制台 > 云函数 > captcha”; the function is there once it has been uploaded',
    uploadFunction: ({ folder }) =>
      `open the folder of project.config.json in the developer tools, and have "cloudfunctionRoot": "cloudfunctions/" in that file; then right-click ${folder}: “上传并部署：云端安装依赖”`,
    uploadBuiltFunction: () =>
      'copy dist/captcha to cloudfunctions/captcha of the mini program, and right-click it in the developer tools: “上传并部署：云端安装依赖”',
    writePageForCloud: () =>
      'without a mini program, go back to the folder where you ran init, and write one: npx tcaptcha-wasm init plugin-native . --cloud-env ENVIRONMENT-ID',
    setUniCloudVariables: () =>
      'set the environment variables in the uniCloud console, in the details of the function captcha; it is there once it has been uploaded',
    uploadUniCloud: () =>
      'in HBuilderX upload database/tcaptcha_claims.schema.json (“上传 DB Schema”) and cloudfunctions/captcha (“上传部署”)',
    writePageForUniCloud: () =>
      'without a uni-app project, go back to the folder where you ran init, and write one: npx tcaptcha-wasm init plugin-uni-app --unicloud',
    moveUniCloud: ({ folder }) =>
      `move ${folder} to the top of the uni-app project, open the project in HBuilderX, right-click ${folder} and link it to a space`,
    startServer: () => 'set the environment variables and start the server: npm start',
    putHttpsBefore: () =>
      'put a TLS proxy before it, and register its https address in the WeChat console (request 合法域名)',
    writePageForHttp: () =>
      'go back to the folder where you ran init, and write a page: npx tcaptcha-wasm init plugin-native --http-base https://DOMAIN (or plugin-uni-app)',
    addPlugin: () =>
      'add the plugin “腾讯验证码” in the WeChat console: 设置 > 第三方设置 > 添加插件',
    fillInAppId: ({ config }) => `set captchaAppId in ${config} to that of the captcha console`,
    fillInWxAppId: ({ project }) => `set appid in ${project} to that of your mini program`,
    chooseBackend: ({ folder, config }) =>
      `set the backend in ${config}; if there is none yet, go back to the folder where you ran init, and write a cloud function: npx tcaptcha-wasm init cloud-function ${folder === '.' ? '' : `${folder}/`}cloudfunctions/captcha`,
    openNative: ({ folder }) =>
      `open ${folder === '.' ? 'this folder' : folder} in the developer tools (not in the tourist mode), and run “工具 > 构建 npm”`,
    openHBuilderX: ({ folder }) =>
      `open ${folder} in HBuilderX, link it to the uniCloud space of the function, and run it in the developer tools (“运行 > 运行到小程序模拟器”)`,
    openUniApp: ({ folder }) =>
      `build it again after each change, and open ${folder}/dist/build/mp-weixin in the developer tools (not in the tourist mode)`,
  },
};
