/** 客户端该看到的拒绝 / a refusal that the client gets to see */
function httpError(statusCode, message) {
  return Object.assign(new Error(message), { statusCode });
}

module.exports = { httpError };
