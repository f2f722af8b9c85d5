const net = require('net');
const { httpError } = require('./http-error');

/**
 * 用户的公网 IP，校验票据时要用 / The user's public IP address, which the check needs.
 *
 * X-Forwarded-For 谁都能写，只有自己的代理加上去的那几段可信：
 * trustedProxies 是服务前面自己的代理（负载均衡、CDN）的层数，没有就是 0。
 * Anybody can send X-Forwarded-For. Only what one's own proxies appended is true: trustedProxies says
 * how many of them stand before this server, 0 when none does.
 */
function clientIp(request, trustedProxies) {
  const chain = (request.headers['x-forwarded-for'] || '').split(',');
  // 从右往左数：最右边的一段是离服务最近的代理写的 / the rightmost is by the nearest proxy
  const forwarded = trustedProxies > 0 && chain[chain.length - trustedProxies];
  const address = forwarded ? forwarded.trim() : '';
  const found = net.isIP(address) ? address : request.socket.remoteAddress;
  // 连接已断开时没有地址；fe80::1%eth0 带网卡名，只在本机有意义
  // a closed socket has no address; one with a zone means something on this machine only
  if (!found || !net.isIP(found) || found.indexOf('%') >= 0) {
    throw httpError(400, 'the address of the client cannot be read');
  }
  return withoutIpv4Mapping(found);
}

/** 双栈监听时 IPv4 会写成 ::ffff:1.2.3.4 / how a dual-stack socket writes IPv4 */
function withoutIpv4Mapping(address) {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

module.exports = { clientIp };
