const fc = require('fast-check');
const { stubBackend } = require('./backend.cjs');
const { launch, settled, tap } = require('./page.cjs');

const CAPTCHA = 'wx5a3a7366fd07e119';
const solved = (ticket) => ({ ret: 0, ticket, randstr: `@${ticket}` });

/**
 * The mini program in the hands of WeChat: one app, its pages, and the cycles that WeChat drives.
 * `jump` is what becomes of navigateToMiniProgram: 'success', or WeChat's errMsg.
 */
function start({ outcome = { status: 'passed' }, example = 'jump-native' } = {}) {
  const backend = stubBackend({ '/api/check': outcome });
  const { app, openPage } = launch(example, 'pages/login/login');
  const jumps = [];
  const client = { jump: 'success' };
  wx.navigateToMiniProgram = (options) => {
    jumps.push(options);
    if (client.jump === 'success') options.success({ errMsg: 'navigateToMiniProgram:ok' });
    else options.fail({ errMsg: client.jump });
  };
  const show = async (options, ...pages) => {
    app.onShow(options);
    for (const page of pages) page.instance.onShow();
    await settled();
  };
  return {
    backend,
    client,
    jumps,
    show,
    /** A page, created and shown in the app's cycle with these options. */
    open(options = { scene: 1001 }) {
      app.onShow(options);
      return openPage();
    },
    comeBack: (extraData, ...pages) =>
      show({ scene: 1038, referrerInfo: { appId: CAPTCHA, extraData } }, ...pages),
    sentTickets: () =>
      backend.named('/api/check').map((request) => request.data.captchaResult.ticket),
  };
}

const messageOf = (page) => page.querySelector('.message').dom.textContent;

test('a tap jumps to the captcha, and its ticket goes to the backend', async () => {
  const { open, jumps, comeBack, backend } = start();
  const page = await open();
  await tap(page, '.login');
  expect(jumps).toHaveLength(1);
  expect(jumps[0]).toMatchObject({
    appId: CAPTCHA,
    path: '/pages/captcha/index',
    extraData: { appId: '123456789' },
  });
  expect(page.data.busy).toBe(true);
  await comeBack(solved('a'), page);
  expect(backend.requests.map(({ method, url, data }) => [method, url, data])).toEqual([
    ['POST', 'https://captcha.example.com/api/check', { captchaResult: solved('a') }],
  ]);
  expect([messageOf(page), page.data.busy]).toEqual(['登录成功', false]);
});

test('with a cloud environment, the cloud function is the backend', async () => {
  const { open, comeBack, backend } = start({ example: 'jump-native.cloud' });
  const page = await open();
  expect(backend.environments).toEqual(['test-env']);
  await tap(page, '.login');
  await comeBack(solved('a'), page);
  backend.answer({ status: 'rejected', reason: 'expired' });
  await settled();
  expect(backend.requests[0]).toMatchObject({
    cloudFunction: 'captcha',
    data: { action: 'check', captchaResult: solved('a') },
  });
  expect(messageOf(page)).toBe('验证已过期，请重新验证');
});

for (const [outcome, expected] of [
  [{ status: 'rejected', reason: 'replayed' }, '这次验证已经用过，请重新验证'],
  [{ status: 'unavailable', reason: 'network' }, '验证服务暂时不可用，请稍后再试'],
  [new Error('request:fail'), '验证服务暂时不可用，请稍后再试'],
]) {
  test(`the user reads the outcome: ${outcome.reason || outcome}`, async () => {
    const { open, comeBack } = start({ outcome });
    const page = await open();
    await tap(page, '.login');
    await comeBack(solved('a'), page);
    expect([messageOf(page), page.data.busy]).toEqual([expected, false]);
  });
}

for (const [name, extraData, expected] of [
  ['closed', { ret: 2 }, '验证没有完成，请重试'],
  ['failed', { ret: 1 }, '验证没有完成，请重试'],
  ['swiped back, without extraData', undefined, '验证没有完成，请重试'],
]) {
  test(`a return without a ticket frees the button and sends nothing: ${name}`, async () => {
    const { open, comeBack, sentTickets } = start();
    const page = await open();
    await tap(page, '.login');
    await comeBack(extraData, page);
    expect([messageOf(page), page.data.busy, sentTickets()]).toEqual([expected, false, []]);
  });
}

for (const [name, options] of [
  ['referrerInfo is missing', { scene: 1038 }],
  ['the user came back by the icon', { scene: 1001 }],
]) {
  test(`a return that carries nothing frees the button: ${name}`, async () => {
    const { open, show } = start();
    const page = await open();
    await tap(page, '.login');
    await show(options, page);
    expect([messageOf(page), page.data.busy]).toEqual(['验证没有完成，请重试', false]);
  });
}

test('a jump that the user cancels frees the button', async () => {
  const { open, client } = start();
  client.jump = 'navigateToMiniProgram:fail cancel';
  const page = await open();
  await tap(page, '.login');
  expect([messageOf(page), page.data.busy]).toEqual(['验证没有完成，请重试', false]);
});

test('a show repeated with the same ticket sends it once', async () => {
  const { open, comeBack, sentTickets } = start();
  const page = await open();
  await tap(page, '.login');
  await comeBack(solved('a'), page);
  await comeBack(solved('a'), page);
  expect(sentTickets()).toEqual(['a']);
  expect(messageOf(page)).toBe('登录成功');
});

test('a return after the system ended the mini program: the new page sends the ticket', async () => {
  const { open, sentTickets } = start();
  await open({ scene: 1038, referrerInfo: { appId: CAPTCHA, extraData: solved('a') } });
  expect(sentTickets()).toEqual(['a']);
});

test('an idle page says nothing about shows that are not its own', async () => {
  const { open, comeBack, show } = start();
  const page = await open();
  await comeBack({ ret: 2 }, page);
  await show({ scene: 1001 }, page);
  expect(messageOf(page)).toBe('');
});

test('of two pages shown in one cycle, one sends the ticket', async () => {
  const { open, comeBack, sentTickets } = start();
  const pages = [await open(), await open()];
  await tap(pages[1], '.login');
  await comeBack(solved('a'), pages[1], pages[0]);
  expect(sentTickets()).toEqual(['a']);
  expect(pages.map((page) => page.data.busy)).toEqual([false, false]);
});

test('in any order of shows, each ticket is sent once, and no page is left busy', async () => {
  const which = fc.subarray([0, 1], { minLength: 1 });
  const step = fc.oneof(
    fc.record({ do: fc.constant('tap'), page: fc.nat(1) }),
    fc.record({ do: fc.constant('solve'), pages: which }),
    fc.record({ do: fc.constant('solve before any page is shown') }),
    fc.record({ do: fc.constant('repeat'), back: fc.nat(3), pages: which }),
    fc.record({ do: fc.constant('return'), ret: fc.constantFrom(1, 2, undefined), pages: which }),
    fc.record({ do: fc.constant('show'), scene: fc.constantFrom(1001, 1038), pages: which }),
    fc.record({ do: fc.constant('cancelled tap'), page: fc.nat(1) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const { open, client, show, comeBack, sentTickets } = start();
      const pages = [await open(), await open()];
      const issued = [];
      const issue = () => {
        issued.push(`t${issued.length}`);
        return solved(issued.at(-1));
      };
      for (const s of steps) {
        const shown = (s.pages || []).map((index) => pages[index]);
        if (s.do === 'tap' || s.do === 'cancelled tap') {
          client.jump = s.do === 'tap' ? 'success' : 'navigateToMiniProgram:fail cancel';
          await tap(pages[s.page], '.login');
        } else if (s.do === 'solve') await comeBack(issue(), ...shown);
        else if (s.do === 'solve before any page is shown') await comeBack(issue());
        else if (s.do === 'return') await comeBack(s.ret && { ret: s.ret }, ...shown);
        else if (s.do === 'show') await show({ scene: s.scene }, ...shown);
        else if (issued.length > s.back) {
          await comeBack(solved(issued.at(-1 - s.back)), ...shown);
        }
      }
      // the last shows bring whatever still waits
      for (let left = 0; left <= issued.length; left++) await show({ scene: 1001 }, ...pages);
      expect(sentTickets()).toEqual(issued);
      expect(pages.map((page) => page.data.busy)).toEqual([false, false]);
    }),
    { numRuns: 60 },
  );
}, 120_000);
