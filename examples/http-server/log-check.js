/**
 * createCaptcha 的 onCheck：没有通过的校验，每次记一行 JSON。event 里没有票据、用户地址和密钥。
 * For onCheck of createCaptcha: one line of JSON for each check that did not pass. An event carries no
 * ticket, no address, no secret.
 */
function logCheck(event) {
  // 抛出的错误由捕获它的地方记录，那里有完整的消息 / what is thrown is logged where it is caught, with its message
  if (event.status === 'passed' || event.status === 'error') return;
  console.log(JSON.stringify(Object.assign({ time: new Date().toISOString() }, event)));
}

module.exports = { logCheck };
