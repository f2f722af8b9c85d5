// 给用户看的话。后端的 message 是给开发者的，不给用户看。
// What the user reads; the backend's own message is for developers.
const texts = {
  passed: '登录成功',
  closed: '验证没有完成，请重试',
  rejected: '验证无效，请重新验证',
  expired: '验证已过期，请重新验证',
  replayed: '这次验证已经用过，请重新验证',
  risk: '当前操作存在风险，请稍后再试',
  malicious: '当前操作存在风险，请稍后再试',
  // 容灾票据任何人都能伪造，所以默认不放行 / anybody can write such a ticket: refused by default
  fallback_ticket: '验证码服务异常，请稍后再试',
};

/** 后端的回答 {status, reason?}，或流程的结果 / the backend's answer, or the flow's result */
function describe({ status, reason, answer }) {
  if (answer) return describe(answer);
  return texts[reason] || texts[status] || '验证服务暂时不可用，请稍后再试';
}

module.exports = { describe };
