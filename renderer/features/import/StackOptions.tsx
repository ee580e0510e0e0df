import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { firstNames } from './combineDrafts.ts';
import type { CombineCheck } from './useCombineCheck.ts';

export interface WaveDraft {
  readonly use: boolean;
  readonly name: string;
  readonly label: string;
  readonly before: string;
  readonly now: string;
}

/** How the forms that come are told from those there are, and what the file and the project do not share. */
export function StackOptions({
  wave,
  check,
  problem,
  onWave,
}: {
  readonly wave: WaveDraft;
  readonly check: CombineCheck | null;
  readonly problem: string | null;
  onWave(wave: WaveDraft): void;
}) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const { entities } = useProject();
  const known = [...entities.variable.values()].some((variable) => variable.name === wave.name.trim());
  const names = (all: readonly string[]): string =>
    firstNames(all, t('comma'), (count) => t('combine.more', { count }));
  const field = (key: 'name' | 'label' | 'before' | 'now') => (
    <label className="import-wave-field">
      <span>{t(`combine.wave.${key}`)}</span>
      <Input
        value={wave[key]}
        maxLength={120}
        status={wave[key].trim() === '' ? 'error' : ''}
        onChange={(event) => onWave({ ...wave, [key]: event.target.value })}
      />
    </label>
  );
  const stack = check?.kind === 'stack' ? check : null;
  const lines = stack
    ? [
        { key: 'added', names: stack.added },
        { key: 'absent', names: stack.absent },
        { key: 'derived', names: stack.derived },
        { key: 'typeDiffers', names: stack.typeDiffers },
      ].filter((line) => line.names.length > 0)
    : [];
  return (
    <div className="import-combine">
      <Checkbox checked={wave.use} onChange={(event) => onWave({ ...wave, use: event.target.checked })}>
        {t('combine.wave.use')}
      </Checkbox>
      {wave.use ? (
        <div className="import-wave">
          {field('name')}
          {known ? null : field('label')}
          {known ? null : field('before')}
          {field('now')}
        </div>
      ) : null}
      {problem ? <p className="import-bad">{problem}</p> : null}
      {stack ? (
        <ul className="import-facts" aria-label={t('combine.facts')}>
          {stack.repeats ? (
            <li data-bad="true">{t('combine.repeats', { count: stack.repeats.rows, file: stack.repeats.file })}</li>
          ) : stack.knownNumbers ? (
            <li data-bad="true">
              {t('combine.knownNumbers', { count: stack.knownNumbers.count, question: stack.knownNumbers.question })}
            </li>
          ) : null}
          <li>{t('combine.same', { count: stack.same })}</li>
          {lines.map((line) => (
            <li key={line.key} data-bad={line.key === 'typeDiffers'}>
              {t(`combine.${line.key}`, { count: line.names.length, names: names(line.names) })}
            </li>
          ))}
          {stack.cleaned.length > 0 ? (
            <li data-doubt="true">
              {t('combine.cleaned', {
                count: stack.cleaned.length,
                names: names(
                  stack.cleaned.map(({ question, change }) =>
                    t('combine.cleanedOne', { question, change: inLocale(change, locale) }),
                  ),
                ),
              })}
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}
