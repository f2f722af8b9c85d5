/** 前面自己的代理有几层，填错了用户就能伪造 IP / how many proxies of your own: else users forge their address */
export const proxies = Number(process.env.TRUST_PROXY ?? 0);
