import type { Explanation, Piece } from '../../build/explanations.ts';
import { language } from '../i18n.ts';

/** What the documentation says of a reason or a mistake. */
export function Explained({ text }: { text: Explanation }) {
  return <>{text[language.value].map(show)}</>;
}

function show(piece: Piece) {
  if (typeof piece === 'string') return piece;
  if ('code' in piece) return <code>{piece.code}</code>;
  return <a href={piece.to}>{piece.link.map(show)}</a>;
}
