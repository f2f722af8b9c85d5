// Just enough of a mini program to run one page: Page, wx.cloud, setData, one component.

export function openPage(code, require, backend) {
  let definition;
  const calls = [];
  const wx = {
    showToast: () => calls.push('toast'),
    cloud: {
      callFunction: async ({ data }) => ({ result: await backend(data) }),
    },
  };
  const run = new Function('require', 'Page', 'wx', code);
  run(require, (given) => (definition = given), wx);
  const component = { show: () => calls.push('show'), refresh: () => calls.push('refresh') };
  return {
    definition,
    calls,
    data: { ...definition.data },
    setData(values, done) {
      Object.assign(this.data, values);
      setTimeout(() => done?.(), 0);
    },
    selectComponent: (selector) => (selector === '#captcha' ? component : null),
    async when(happened) {
      const until = Date.now() + 60_000;
      while (!happened()) {
        if (Date.now() > until) throw new Error(`did not happen; calls: ${calls}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}
