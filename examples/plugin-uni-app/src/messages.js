// 把后端的核对结果变成给用户看的话。后端的 message 是给开发者的，不给用户看。
// What the user reads about an outcome; the backend's own message is for developers.
const reasons = {
  closed: '验证没有完成，请重试',
  failed: '验证没有通过，请重试',
  expired: '验证已过期，请重新验证',
  replayed: '这次验证已经用过，请重新验证',
  risk: '当前操作存在风险，请稍后再试',
  malicious: '当前操作存在风险，请稍后再试',
  // 容灾票据任何人都能伪造，所以默认不放行 / anybody can write such a ticket: refused by default
  fallback_ticket: '验证码服务异常，请稍后再试',
};

/** outcome: {status, reason?} */
export function describeOutcome({ status, reason }) {
  if (status === 'passed') return '登录成功';
  if (status === 'unavailable') return '验证服务暂时不可用，请稍后再试';
  return reasons[reason] || '验证无效，请重新验证';
}
