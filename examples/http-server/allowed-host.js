const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * 返回一个函数，判断 Host 是否可以接受 / Returns a function that says whether a Host header is acceptable.
 *
 * 防 DNS 重绑定：别的网站可以把自己的域名解析到 127.0.0.1，让用户的浏览器来访问这个服务，
 * 但浏览器会在 Host 里写那个网站的域名。浏览器总会发送 Host，没有 Host 的不是浏览器。
 * Against DNS rebinding: another site can point its name at 127.0.0.1, and so have a browser ask this
 * server. The browser then sends that site's name as Host; and browsers always send one.
 *
 * allowedHosts 用逗号分隔；不填时，只在本机监听就只接受本机的名字，对外监听则都接受。
 * allowedHosts is a list with commas. Left out: the names of this machine for a server that listens on
 * it alone, any name for one that listens to others.
 */
function createHostCheck(allowedHosts, listenHost) {
  const names = allowedHosts
    ? allowedHosts.split(',').map((name) => name.trim().toLowerCase())
    : LOOPBACK;
  const acceptsAny = !allowedHosts && !isLoopback(listenHost);
  return (host) => {
    if (acceptsAny || host === undefined) return true;
    return names.indexOf(host.toLowerCase().replace(/:\d+$/, '')) >= 0;
  };
}

function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

module.exports = { createHostCheck };
