// The smallest npm package that makes a token: what no package can be faster than.

const crypto = require('crypto');

exports.encryptAid = ({ captchaAppId, appSecretKey, expiresInSeconds }) => {
  const key = Buffer.alloc(32, appSecretKey);
  const iv = crypto.randomBytes(16);
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
  const text = `${captchaAppId}&${Math.floor(Date.now() / 1000)}&${expiresInSeconds}`;
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
};
