import { useId } from 'preact/hooks';

interface Props<T extends string> {
  label: string;
  /** The label is for screen readers only. */
  quiet?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
}

/** A choice of few, as radio buttons drawn side by side. */
export function Segmented<T extends string>({ label, quiet, value, options, onChange }: Props<T>) {
  const id = useId();
  return (
    <fieldset class="field segmented">
      <legend class={quiet ? 'unseen' : ''}>{label}</legend>
      <div class="segments">
        {options.map((option) => (
          <label>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
