import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useGridRange } from './gridRange.ts';
import { type AskedPlace, parsePlace, placeText } from './placeText.ts';

export interface NameBoxProps {
  /** All questions, also hidden ones. */
  readonly variables: readonly Variable[];
  /** Counts up when the keys ask for it: the field takes the focus. */
  readonly asked: number;
  onGo(place: AskedPlace): void;
  /** Back to the cell, with nothing done. */
  onLeave(): void;
}

/** Where the keys are in the sheet, as its code and form; typed over, it goes there. */
export function NameBox({ variables, asked, onGo, onLeave }: NameBoxProps) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { rowCount } = useProject();
  const { reportHint } = useReport();
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const here = useGridRange(({ range, active, sheet }) => {
    const place = active && active.range === range ? active.place : range?.anchor;
    const variable = place && sheet.variables[place.column];
    const form = place && sheet.forms[place.row];
    return variable && form !== undefined ? placeText(variable, form) : '';
  });
  useEffect(() => {
    if (asked > 0) field.current?.focus();
  }, [asked]);

  const go = (): void => {
    const answer = parsePlace(typed ?? here, variables, rowCount);
    if (answer.ok) onGo(answer.place);
    else {
      reportHint(t(`jump.${answer.reason}`, { forms: formatNumber(rowCount, 'integer', locale) }));
      field.current?.select();
    }
  };

  return (
    <>
      <input
        ref={field}
        className="data-name-box"
        aria-label={t('jump.title')}
        title={t('jump.hint')}
        placeholder={t('jump.example')}
        list={list}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? here}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => {
          setTyped(here);
          event.target.select();
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Enter') go();
          else onLeave();
        }}
      />
      <datalist id={list}>
        {typed === null
          ? null
          : variables.map((variable) => (
              <option key={variable.id} value={variable.name}>
                {variable.label}
              </option>
            ))}
      </datalist>
    </>
  );
}
