const { httpError } = require('./http-error');

const MAX_BYTES = 64 * 1024;

/** 读取 JSON 请求体，太大或不是 JSON 就拒绝 / Reads a JSON body; rejects with what to answer. */
function readJson(request) {
  // 别的网站的页面不用许可就能发送文本和表单，JSON 不行
  // pages of other sites can send text and forms without permission, but no JSON
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] || '')) {
    return Promise.reject(httpError(415, 'the Content-Type must be application/json'));
  }
  return new Promise((resolve, reject) => {
    const chunks = [];
    let bytes = 0;
    request.on('data', (chunk) => {
      bytes += chunk.length;
      // 先数再存：不能让人用大请求体占满内存 / counted before it is kept
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else reject(httpError(413, 'the body must be at most 64 KiB'));
    });
    request.on('end', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      } catch (error) {
        reject(httpError(400, 'the body must be JSON'));
      }
    });
    // 客户端中途断开：不同版本的 Node.js 用不同的事件通知 / the client hung up; the event depends on the version
    const hungUp = () => reject(httpError(400, 'the client hung up'));
    request.on('error', hungUp);
    request.on('aborted', hungUp);
    request.on('close', hungUp);
  });
}

module.exports = { readJson };
