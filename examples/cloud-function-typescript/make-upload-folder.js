// 把上传要用的 package.json 写到 dist/captcha：只留运行时的依赖，云端不安装编译工具。
// Writes the package.json to upload into dist/captcha: with the runtime's dependencies alone.
const { writeFileSync } = require('fs');
const { name, description, main, dependencies } = require('./package.json');

const manifest = { name, private: true, description, main, dependencies };
writeFileSync('dist/captcha/package.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('可以上传了 / ready to upload: dist/captcha');
