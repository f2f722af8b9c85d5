// Draws the picture of the flow: node docs/flow.mjs writes docs/flow-{light,dark}[.zh-CN].svg

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const themes = {
  light: { ink: '#1f2328', soft: '#59636e', line: '#d1d9e0', box: '#f6f8fa', page: '#ffffff', out: '#0969da', back: '#1a7f37' },
  dark: { ink: '#f0f6fc', soft: '#9198a1', line: '#3d444d', box: '#151b23', page: '#0d1117', out: '#4493f8', back: '#3fb950' },
};

const languages = {
  '': {
    title: 'The flow of a check',
    lanes: ['mini program', 't-captcha plugin', 'cloud function', 'Tencent Cloud'],
    steps: [
      [0, 2, "{action: 'token'}"],
      [2, 0, 'aidEncrypted'],
      [0, 1, 'setData, then show()'],
      [1, 3, 'the user solves it'],
      [3, 1, 'ticket'],
      [1, 0, 'verify {ret, ticket}'],
      [0, 2, "{action: 'check', captchaResult}"],
      [2, 3, 'ticket, user IP, signed'],
      [3, 2, 'CaptchaCode'],
      [2, 0, "{status: 'passed'}"],
    ],
    note: 'AppSecretKey and API key never leave the cloud function',
  },
  '.zh-CN': {
    title: '一次验证的流程',
    lanes: ['小程序', '验证码插件', '云函数', '腾讯云'],
    steps: [
      [0, 2, "{action: 'token'}"],
      [2, 0, 'aidEncrypted'],
      [0, 1, 'setData 之后 show()'],
      [1, 3, '用户完成验证'],
      [3, 1, '票据 ticket'],
      [1, 0, 'verify 事件 {ret, ticket}'],
      [0, 2, "{action: 'check', captchaResult}"],
      [2, 3, '票据、用户 IP，带签名'],
      [3, 2, 'CaptchaCode'],
      [2, 0, "{status: 'passed'}"],
    ],
    note: 'AppSecretKey 和 API 密钥只在云函数里',
  },
};

const WIDTH = 760;
const TOP = 64;
const STEP = 34;
const laneX = (lane) => 95 + lane * 190;

/** The pictures by file name. */
export function drawFlows() {
  const pictures = {};
  for (const [theme, colours] of Object.entries(themes)) {
    for (const [suffix, texts] of Object.entries(languages)) {
      pictures[`flow-${theme}${suffix}.svg`] = draw(texts, colours);
    }
  }
  return pictures;
}

function draw({ title, lanes, steps, note }, colours) {
  const bottom = TOP + steps.length * STEP + 8;
  const height = bottom + 40;
  const parts = lanes.flatMap((name, lane) => [
    `<line x1="${laneX(lane)}" y1="46" x2="${laneX(lane)}" y2="${bottom}" stroke="${colours.line}" stroke-dasharray="3 4"/>`,
    `<rect x="${laneX(lane) - 75}" y="10" width="150" height="36" rx="8" fill="${colours.box}" stroke="${colours.line}"/>`,
    `<text x="${laneX(lane)}" y="33" text-anchor="middle" fill="${colours.ink}" font-weight="600">${name}</text>`,
  ]);
  // In the colour of GitHub's page: the lines behind a text stop before it.
  const halo = `stroke="${colours.page}" stroke-width="6" paint-order="stroke"`;
  for (const [at, [from, to, text]] of steps.entries()) {
    const y = TOP + at * STEP + 22;
    const back = to < from;
    const colour = back ? colours.back : colours.out;
    const gap = back ? -6 : 6;
    const tip = laneX(to) - gap;
    const wing = tip - gap * 1.4;
    parts.push(
      `<text x="${(laneX(from) + laneX(to)) / 2}" y="${y - 6}" text-anchor="middle" fill="${colours.ink}" ${halo}>${escape(text)}</text>`,
      `<line x1="${laneX(from) + gap}" y1="${y}" x2="${tip}" y2="${y}" stroke="${colour}" stroke-width="1.5"/>`,
      `<path d="M${wing} ${y - 4}L${tip} ${y}L${wing} ${y + 4}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    );
  }
  parts.push(
    `<text x="${WIDTH / 2}" y="${height - 14}" text-anchor="middle" fill="${colours.soft}">${note}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" font-size="13">
<title>${title}</title>
${parts.join('\n')}
</svg>
`;
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, svg] of Object.entries(drawFlows())) {
    writeFileSync(new URL(name, import.meta.url), svg);
  }
}
