import { Button, Segmented, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { figureChoices } from '../../shared/charts/applyFigureStyle.ts';
import {
  figureLegends,
  figureLetters,
  figureOrders,
  type FigureStyle,
  mostDigits,
} from '../../shared/model/project.ts';

/** Of a choice that leaves the figure as it is drawn. */
const own = 'own';

interface Choice {
  readonly value: string;
  readonly label: string;
}

function Row({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="figure-style-row">
      <span id={id}>{label}</span>
      {children(id)}
    </div>
  );
}

/** A few choices side by side, the figure's own first. */
function Choices({
  label,
  value,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  onChoose(value: string): void;
}) {
  return (
    <Row label={label}>
      {(id) => (
        <Segmented
          size="small"
          aria-labelledby={id}
          value={value}
          options={choices.map((choice) => ({ ...choice }))}
          onChange={onChoose}
        />
      )}
    </Row>
  );
}

/** What is written into a figure, in which order and letters, between which ends: each change is drawn at once. */
export function FigureStyleEditor({
  figure,
  style = {},
  onStyle,
}: {
  /** As the catalogue made it, without the user's style. */
  readonly figure: ChartFigure;
  readonly style: FigureStyle | undefined;
  onStyle(style: FigureStyle): void;
}) {
  const { t } = useTranslation('analysis');
  const takes = figureChoices(figure);
  const word = (key: string): string => t(`figure.style.${key}`);
  const choice = (value: string, label = value): Choice => ({ value, label: word(label) });
  /** The style with one part of it chosen, or as the figure is drawn. */
  const set = <K extends keyof FigureStyle>(key: K, value: FigureStyle[K] | undefined): void => {
    const { [key]: _before, ...rest } = style;
    onStyle(value === undefined ? rest : { ...rest, [key]: value });
  };
  const chosen = <T extends string>(all: readonly T[], value: string): T | undefined =>
    all.find((one) => one === value);
  const labelsShown = style.labels ?? takes.labels ?? false;
  const gridShown = style.grid ?? takes.grid ?? false;
  const onOff = [choice('shown'), choice('hidden')];
  const { title, colours } = style;
  const reset = (): void =>
    onStyle({ ...(title === undefined ? {} : { title }), ...(colours === undefined ? {} : { colours }) });
  return (
    <div className="figure-editor figure-style">
      {takes.labels === null ? null : (
        <Choices
          label={word(takes.names ? 'names' : 'labels')}
          value={labelsShown ? 'shown' : 'hidden'}
          choices={onOff}
          onChoose={(value) => set('labels', (value === 'shown') === takes.labels ? undefined : value === 'shown')}
        />
      )}
      {takes.digits && labelsShown ? (
        <Row label={word('digits')}>
          {(id) => (
            <Select
              size="small"
              aria-labelledby={id}
              value={style.digits === undefined ? own : String(style.digits)}
              options={[
                choice(own),
                ...Array.from({ length: mostDigits + 1 }, (_, digits) => ({
                  value: String(digits),
                  label: String(digits),
                })),
              ]}
              onChange={(value) => set('digits', value === own ? undefined : Number(value))}
            />
          )}
        </Row>
      ) : null}
      {takes.order ? (
        <Choices
          label={word('order')}
          value={style.order ?? own}
          choices={[choice(own, 'asDrawn'), ...figureOrders.map((order) => choice(order))]}
          onChoose={(value) => set('order', chosen(figureOrders, value))}
        />
      ) : null}
      {takes.axis.length > 0 ? (
        <Choices
          label={word('axis')}
          value={style.axis ?? own}
          choices={[choice(own), ...takes.axis.map((axis) => choice(axis))]}
          onChoose={(value) => set('axis', chosen(takes.axis, value))}
        />
      ) : null}
      {takes.axis.includes('fitted') && figure.data.some((trace) => trace.type === 'bar') && style.axis === 'fitted' ? (
        <p className="figure-style-note">{word('fittedNote')}</p>
      ) : null}
      {takes.legend === null ? null : (
        <Choices
          label={word('legend')}
          value={style.legend ?? takes.legend}
          choices={figureLegends.map((legend) => choice(legend))}
          onChoose={(value) => {
            const legend = chosen(figureLegends, value);
            set('legend', legend === takes.legend ? undefined : legend);
          }}
        />
      )}
      {takes.grid === null ? null : (
        <Choices
          label={word('grid')}
          value={gridShown ? 'shown' : 'hidden'}
          choices={onOff}
          onChoose={(value) => set('grid', (value === 'shown') === takes.grid ? undefined : value === 'shown')}
        />
      )}
      <Choices
        label={word('letters')}
        value={style.letters ?? own}
        choices={[choice('small'), choice(own, 'normal'), choice('large')]}
        onChoose={(value) => set('letters', chosen(figureLetters, value))}
      />
      <div className="figure-editor-actions">
        <Button size="small" onClick={reset}>
          {word('reset')}
        </Button>
      </div>
    </div>
  );
}
