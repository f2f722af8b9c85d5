import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Anatomy, anatomyOf, type Part, type Token } from './anatomy.ts';
import { CipherDrawing } from './cipher.tsx';
import { layoutOf, readingOrder } from './layout.ts';
import { Caption, labelOf } from './caption.tsx';
import { Row } from './row.tsx';
import { pictureWords } from './words.ts';

/** The bytes of a token, row by row. Pointing at a part marks the same bytes in every row. */
export function Picture({ token }: { token: Token }) {
  const anatomy = useMemo(
    () => anatomyOf(token),
    [
      token.aidEncrypted,
      token.mode,
      token.appSecretKey,
      token.captchaAppId,
      token.issuedAtSeconds,
      token.expiresInSeconds,
    ],
  );
  return anatomy ? <Drawing anatomy={anatomy} /> : null;
}

function Drawing({ anatomy }: { anatomy: Anatomy }) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [stop, setStop] = useState('secret');
  const ids = useId();

  // Measured before the first paint: the observer alone would cost a frame without a picture.
  useLayoutEffect(() => {
    if (!host.current) return;
    setWidth(host.current.clientWidth);
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, []);

  const parts = readingOrder(anatomy.parts);
  const active = parts.find((part) => part.id === (pointed ?? focused)) ?? null;
  const tabStop = parts.some((part) => part.id === stop) ? stop : parts[0]?.id;
  const layout = width > 0 ? layoutOf(anatomy, width) : null;
  const t = pictureWords();

  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = parts.findIndex((part) => part.id === focused);
    const next =
      event.key === 'Home' ? 0 : event.key === 'End' ? parts.length - 1 : step ? at + step : -1;
    const target = parts[next];
    if (!target || at < 0) return;
    event.preventDefault();
    host.current?.querySelector<SVGElement>(`[data-part="${target.id}"][tabindex]`)?.focus();
  };

  const handlersOf = (part: Part) => ({
    onPointerEnter: () => setPointed(part.id),
    onPointerLeave: () => setPointed(null),
    onFocus: () => {
      setFocused(part.id);
      setStop(part.id);
    },
    onBlur: () => setFocused(null),
  });

  return (
    <figure class="picture">
      <div ref={host} class="picture-host">
        {layout && (
          <svg
            role="toolbar"
            aria-label={t.label}
            aria-orientation="horizontal"
            width={layout.width}
            height={layout.height}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
            onKeyDown={move}
          >
            <defs>
              <pattern
                id={`${ids}-hatch`}
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <path class="hatch" d="M0 0V6" />
              </pattern>
              <pattern id={`${ids}-dots`} width="8" height="8" patternUnits="userSpaceOnUse">
                <circle class="dot" cx="4" cy="4" r="0.9" />
              </pattern>
            </defs>
            {layout.cipher && (
              <CipherDrawing anatomy={anatomy} layout={layout} active={active} />
            )}
            {layout.rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                wide={layout.wide}
                aboutBelow={layout.aboutBelow}
                anatomy={anatomy}
                active={active}
                tabStop={tabStop}
                patterns={ids}
                handlersOf={handlersOf}
                nameOf={(part) => labelOf(part, anatomy)}
              />
            ))}
          </svg>
        )}
      </div>
      <Caption anatomy={anatomy} active={active} />
    </figure>
  );
}
