import { formatTime, formatSpan } from '../format.ts';
import { hex } from '../bytes.ts';
import { type Anatomy, glyph, type Part } from './anatomy.ts';
import { pictureWords } from './words.ts';

/** "timestamp", or "block 2". */
export function titleOf(part: Part): string {
  const name = pictureWords().parts[part.kind];
  return part.index ? `${name} ${part.index}` : name;
}

/** What a screen reader says of a part: its name, its value, what it is for. */
export function labelOf(part: Part, anatomy: Anatomy): string {
  const value = valueOf(part, anatomy);
  return `${titleOf(part)}${value ? `: ${value}` : ''}. ${pictureWords().about[part.kind]}`;
}

function valueOf(part: Part, anatomy: Anatomy): string {
  if (part.row === 'out') return '';
  const bytes = (part.row === 'key' ? anatomy.key : anatomy.plain)?.slice(part.start, part.end);
  if (!bytes) return '';
  if (part.kind === 'padding') return `${bytes.length} × ${hex(bytes[0] ?? 0)}`;
  const text = [...bytes].map(glyph).join('');
  if (part.kind === 'issuedAt') return `${text} · ${formatTime(Number(text))}`;
  if (part.kind === 'expiry') return `${text} · ${formatSpan(Number(text))}`;
  return text;
}

export function Caption({ anatomy, active }: { anatomy: Anatomy; active: Part | null }) {
  const t = pictureWords();
  if (!active) return <figcaption class="caption">{t.hint}</figcaption>;
  const characters = active.marks.text?.[0];
  const value = valueOf(active, anatomy);
  return (
    <figcaption class="caption">
      <strong>{titleOf(active)}</strong>
      {value && <code>{value}</code>}
      <span>{t.about[active.kind]}</span>
      <span class="quiet">
        {t.bytes(active.end - active.start)}
        {characters && ` · ${t.becomes(characters.start + 1, characters.end)}`}
      </span>
    </figcaption>
  );
}
