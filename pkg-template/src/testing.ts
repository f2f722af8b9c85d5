export { encryptAidWithIv } from './encrypt-with-iv.js';
