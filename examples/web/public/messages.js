// 给用户看的话 / what the user reads
const texts = {
  passed: '登录成功',
  closed: '验证没有完成，请重试',
  rejected: '验证无效，请重新验证',
  expired: '验证已过期，请重新验证',
  replayed: '这次验证已经用过，请重新验证',
  risk: '当前操作存在风险，请稍后再试',
  malicious: '当前操作存在风险，请稍后再试',
  // 验证码打不开，或者容灾票据是伪造的 / the captcha cannot be opened, or somebody made up a ticket
  fallback_ticket: '验证码加载失败，请检查网络后重试',
};

/** 后端的回答 {status, reason?} / the backend's answer */
export function describe({ status, reason }) {
  return texts[reason] || texts[status] || '验证服务暂时不可用，请稍后再试';
}
