// The same token for everybody.
module.exports = {
  captchaAppId: '123456789',
  appSecretKey: '1234567891011121314151516',
  expiresInSeconds: 3600,
};
