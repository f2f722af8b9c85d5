import type { Anatomy, Part } from './anatomy.ts';
import type { Layout } from './layout.ts';
import { pictureWords } from './words.ts';

interface Props {
  anatomy: Anatomy;
  layout: Layout;
  active: Part | null;
}

/** The cipher between plaintext and ciphertext, as in a textbook; wide layout only. */
export function CipherDrawing(props: Props) {
  const t = pictureWords();
  const { layout } = props;
  const [name, how] = props.anatomy.mode === 'gcm' ? [t.gcm, t.gcmHow] : [t.cbc, t.cbcHow];
  const top = layout.cipher?.top ?? 0;
  return (
    <g class="cipher" aria-hidden="true">
      {props.anatomy.mode === 'gcm' ? <Gcm {...props} /> : <Cbc {...props} />}
      <text class="row-title" x="0" y={top + 22}>
        {name}
      </text>
      <Wrapped text={how} y={top + 41} width={(props.anatomy.ivLength - 3) * layout.cell} />
    </g>
  );
}

/** SVG text does not wrap by itself. */
function Wrapped({ text, y, width }: { text: string; y: number; width: number }) {
  const cjk = /[⺀-鿿]/.test(text);
  const limit = Math.floor(width / (cjk ? 12.5 : 6.4));
  const words = cjk ? [...text] : text.split(/(?<= )/);
  const lines = [''];
  for (const word of words) {
    const last = lines.length - 1;
    if ((lines[last] + word).length > limit) lines.push(word);
    else lines[last] += word;
  }
  return (
    <text class="row-about">
      {lines.map((line, i) => (
        <tspan x="0" y={y + i * 17}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Cbc({ anatomy, layout, active }: Props) {
  const { top, bottom } = layout.cipher ?? { top: 0, bottom: 0 };
  const { cell } = layout;
  const blocks = (anatomy.out.length - anatomy.ivLength) / 16;
  const xor = top + 32;
  const x = (block: number) => (16 + block * 16 + 8) * cell;
  // Where the chain leaves a block: to the right of its centre, so that lines do not cross.
  const leave = (block: number) => (block < 0 ? 14 * cell : x(block) + 4.5 * cell);
  const range = active?.marks.out?.[0];
  const lit = (block: number) =>
    range ? range.start <= 16 + block * 16 && range.end > 16 + block * 16 : false;
  const each = Array.from({ length: blocks }, (_, block) => block);
  return (
    <>
      {each.map((block) => (
        <g class={lit(block) ? 'lit' : ''}>
          <path class="wire" d={`M${x(block)} ${top}V${xor - 8}M${x(block)} ${xor + 8}V${bottom + 14}`} />
          <path class="tip" d={`M${x(block) - 4} ${bottom + 9}l4 6l4 -6`} />
        </g>
      ))}
      {each.map((block) => (
        <path
          class={`wire${lit(block) || (block === 0 && active?.kind === 'iv') ? ' lit' : ''}`}
          d={`M${leave(block - 1)} ${bottom + 14}V${xor + 6}q0 -6 6 -6H${x(block) - 8}`}
        />
      ))}
      {each.map((block) => (
        <g class={lit(block) ? 'lit' : ''}>
          <circle class="node" cx={x(block)} cy={xor} r="8" />
          <path class="wire" d={`M${x(block) - 8} ${xor}h16M${x(block)} ${xor - 8}v16`} />
          <rect class="node" x={x(block) - 24} y={xor + 23} width="48" height="24" rx="6" />
          <text class="node-label" x={x(block)} y={xor + 39}>
            AES
          </text>
        </g>
      ))}
    </>
  );
}

function Gcm({ anatomy, layout, active }: Props) {
  const { top, bottom } = layout.cipher ?? { top: 0, bottom: 0 };
  const { cell } = layout;
  const length = anatomy.out.length - anatomy.ivLength - anatomy.tagLength;
  const x = (anatomy.ivLength + length / 2) * cell;
  const tagX = (anatomy.ivLength + length + anatomy.tagLength / 2) * cell;
  const ivX = (anatomy.ivLength - 1) * cell;
  const xor = top + 56;
  const tagged = active?.kind === 'tag';
  const lit = !tagged && active?.marks.out && active.kind !== 'iv';
  return (
    <>
      <g class={lit ? 'lit' : ''}>
        <path class="wire" d={`M${x} ${top}V${xor - 8}M${x} ${xor + 8}V${bottom + 14}`} />
        <path class="tip" d={`M${x - 4} ${bottom + 9}l4 6l4 -6`} />
      </g>
      <path
        class={`wire${active?.kind === 'iv' ? ' lit' : ''}`}
        d={`M${ivX} ${bottom + 14}V${xor + 6}q0 -6 6 -6H${x - 84}M${x - 36} ${xor}H${x - 8}`}
      />
      <path
        class={`wire${tagged ? ' lit' : ''}`}
        d={`M${x + 4} ${bottom - 6}H${tagX - 31}M${tagX} ${bottom + 6}v8`}
      />
      <g class={lit ? 'lit' : ''}>
        <rect class="node" x={x - 84} y={xor - 12} width="48" height="24" rx="6" />
        <text class="node-label" x={x - 60} y={xor + 4}>
          AES
        </text>
        <circle class="node" cx={x} cy={xor} r="8" />
        <path class="wire" d={`M${x - 8} ${xor}h16M${x} ${xor - 8}v16`} />
      </g>
      <g class={tagged ? 'lit' : ''}>
        <rect class="node" x={tagX - 31} y={bottom - 18} width="62" height="24" rx="6" />
        <text class="node-label" x={tagX} y={bottom - 2}>
          GHASH
        </text>
      </g>
    </>
  );
}
