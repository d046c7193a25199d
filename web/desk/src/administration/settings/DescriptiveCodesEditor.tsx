import { useSay } from '../words.js';
import type { EditorProps } from './extras.js';
import { SchemaField, useChoiceLabel } from './SchemaField.js';

interface Codes {
  readonly list: 'default' | 'custom';
  readonly custom: readonly unknown[];
  readonly inactive: readonly string[];
}

/** The codes a library uses: those of the common list that are checked, or its own. */
export function DescriptiveCodesEditor(props: EditorProps) {
  const say = useSay();
  const labelOf = useChoiceLabel();
  const { schema, name, faults, onChange } = props;
  const value = props.value as Codes;
  const { list, custom, inactive } = schema.properties ?? {};
  const off = new Set(value.inactive);
  const codes = inactive?.items?.enum ?? [];
  return (
    <>
      <SchemaField
        schema={list!}
        value={value.list}
        name={`${name}.list`}
        at="list"
        faults={faults}
        onChange={(to) => onChange({ ...value, list: to })}
      />
      {value.list === 'default' ? (
        <fieldset className="choices">
          <legend>
            {say('codes.used')} <span className="count">{codes.length - off.size}</span>
          </legend>
          <div className="many-choices">
            {codes.map((code) => (
              <label key={code} className="choice">
                <input
                  type="checkbox"
                  checked={!off.has(code)}
                  onChange={({ target }) =>
                    onChange({
                      ...value,
                      inactive: codes.filter((one) => (one === code ? !target.checked : off.has(one))),
                    })
                  }
                />
                <span>{labelOf(name, code)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : (
        <SchemaField
          schema={custom!}
          value={value.custom}
          name={`${name}.custom`}
          at="custom"
          faults={faults}
          onChange={(to) => onChange({ ...value, custom: to })}
        />
      )}
    </>
  );
}
