import explanations from 'virtual:mistakes';
import type { AidMistake } from '../core.ts';
import { Explained } from '../explained/explained.tsx';
import { words } from '../i18n.ts';

const text = words(
  {
    title: 'What the code that made it did wrong',
    proof: 'Proven: with this mistake undone, the key decrypts the token.',
  },
  {
    title: '生成时犯了什么错',
    proof: '已经证实：撤销这个错误之后，密钥就能解开它。',
  },
);

/** The mistakes that explain a token, and how to mend each. */
export function Mistakes({ mistakes }: { mistakes: AidMistake[] }) {
  const t = text();
  return (
    <section class="mistakes" aria-labelledby="mistakes">
      <h3 id="mistakes">{t.title}</h3>
      <p class="quiet">{t.proof}</p>
      <ul>
        {mistakes.map((mistake) => (
          <li>
            <h4>
              <code>{mistake}</code>
            </h4>
            <p>
              <Explained text={explanations[mistake]} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
