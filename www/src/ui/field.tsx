import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: ComponentChildren;
  /** Stands beside the label, for a small action. */
  aside?: ComponentChildren;
  hint?: ComponentChildren;
  /** A warning is a hint that is never greyed out. */
  warning?: ComponentChildren;
  error?: string | undefined;
  value: string;
  onInput(value: string): void;
  rows?: number;
  inputMode?: 'numeric' | 'text';
  readOnly?: boolean;
  mono?: boolean;
  placeholder?: string;
  name: string;
}

/** A labelled input or, with `rows`, a labelled text area. */
export function Field(props: FieldProps) {
  const id = useId();
  const { label, aside, hint, warning, error, value, onInput, rows, mono, name, ...rest } = props;
  const described = [hint && `${id}-hint`, warning && `${id}-warning`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const control = {
    ...rest,
    id,
    name,
    value,
    class: mono ? 'mono' : undefined,
    autocomplete: 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class={`field${error ? ' wrong' : ''}`}>
      <div class="field-head">
        <label for={id}>{label}</label>
        {aside}
      </div>
      {rows ? <textarea {...control} rows={rows} /> : <input {...control} type="text" />}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {warning && (
        <p class="hint warning" id={`${id}-warning`}>
          {warning}
        </p>
      )}
      {error && (
        <p class="hint error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
