const { options, done } = require('./clock.cjs');
const start = process.hrtime.bigint();
const crypto = require('crypto');
const key = Buffer.alloc(32, options.appSecretKey, 'latin1');
const iv = crypto.randomBytes(16);
const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
const text = `${options.captchaAppId}&${Math.floor(Date.now() / 1000)}&${options.expiresInSeconds}`;
const token = Buffer.concat([iv, cipher.update(text, 'latin1'), cipher.final()]).toString('base64');
done(start, token);
