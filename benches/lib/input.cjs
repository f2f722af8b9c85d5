// The same for everybody who is measured.

exports.app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
exports.expiresInSeconds = 3600;
exports.credentials = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
};
exports.userIp = '203.0.113.7';

let count = 0;
/** A ticket that was never seen before: a replay store would refuse the second of two. */
exports.newTicket = () => `t03${'aZ09-_*x'.repeat(25)}${(count += 1)}`;

/** The parameters of the vendor's interface for a ticket. */
exports.parameters = (ticket) => ({
  CaptchaType: 9,
  Ticket: ticket,
  UserIp: exports.userIp,
  CaptchaAppId: Number(exports.app.captchaAppId),
  AppSecretKey: exports.app.appSecretKey,
});
