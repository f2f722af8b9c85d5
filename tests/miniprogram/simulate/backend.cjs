// A backend under the test's control, in the place of wx.request and wx.cloud.callFunction.

/**
 * Each request waits in `requests` until the test answers it, unless `answers` has one ready.
 * `answers` maps an action or a path to the body, or to an Error.
 */
function stubBackend(answers = {}) {
  const requests = [];
  const settle = (request, answer) => {
    request.answered = true;
    if (answer instanceof Error) request.fail({ errMsg: answer.message });
    else request.succeed(answer);
  };
  const receive = (request) => {
    requests.push(request);
    const answer = answers[request.name];
    if (answer !== undefined) {
      settle(request, typeof answer === 'function' ? answer(request.data) : answer);
    }
  };
  wx.request = (options) =>
    receive({
      name: new URL(options.url).pathname,
      url: options.url,
      method: options.method,
      data: options.data,
      succeed: (data) => options.success({ statusCode: 200, data }),
      answerStatus: (statusCode) => options.success({ statusCode, data: 'Bad Gateway' }),
      fail: options.fail,
    });
  const environments = [];
  wx.cloud = {
    init: ({ env }) => environments.push(env),
    callFunction: ({ name, data }) =>
      new Promise((resolve, reject) => {
        receive({
          name: data.action,
          cloudFunction: name,
          data,
          succeed: (result) => resolve({ result }),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        });
      }),
  };
  return {
    requests,
    environments,
    answer: (answer) =>
      settle(
        requests.find((request) => !request.answered),
        answer,
      ),
    named: (name) => requests.filter((request) => request.name === name),
  };
}

/** A backend that issues a new token each time, and answers a check with `outcome`. */
function issuingBackend(outcome) {
  let issued = 0;
  return stubBackend({
    '/api/aidEncrypted': () => ({ aidEncrypted: `token-${++issued}` }),
    '/api/check': outcome,
  });
}

module.exports = { stubBackend, issuingBackend };
