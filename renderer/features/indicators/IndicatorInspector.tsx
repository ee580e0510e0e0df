import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useDraft } from '../../components/useDraft.ts';
import { isAttachable, shortLabel } from './questionMatches.ts';
import { roleTone } from './roleMark.ts';
import type { ProjectTree } from './useTree.ts';
import { WeightsEditor } from './WeightsEditor.tsx';

interface InspectorProps {
  readonly project: ProjectTree;
  /** null = the whole. */
  readonly node: TreeNode | null;
  readonly projectName: string;
}

function Words({ project, node }: { readonly project: ProjectTree; readonly node: TreeNode }) {
  const { t } = useTranslation('indicators');
  const { id } = node.indicator;
  const [name, setName] = useDraft(node.indicator.name);
  const [definition, setDefinition] = useDraft(node.indicator.definition);
  const save = (field: 'name' | 'definition', text: string): void => {
    if (field === 'name' && text === '') setName(node.indicator.name);
    else if (text !== node.indicator[field]) void project.actions.update(id, { [field]: text });
  };
  return (
    <>
      <label className="indicators-labelled">
        <span>{t('columns.name')}</span>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={() => save('name', name.trim())}
          onPressEnter={() => save('name', name.trim())}
        />
      </label>
      <label className="indicators-labelled">
        <span>{t('columns.definition')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('inspector.definitionHint')}
          value={definition}
          onChange={(event) => setDefinition(event.target.value)}
          onBlur={() => save('definition', definition.trim())}
        />
      </label>
    </>
  );
}

function AttachedQuestions({ project, node }: { readonly project: ProjectTree; readonly node: TreeNode }) {
  const { t } = useTranslation('indicators');
  const attached = project.questions.get(node.indicator.id) ?? [];
  const free = project.variables.filter((variable) => variable.indicatorId === null && isAttachable(variable));
  const option = (variable: Variable) => ({
    value: variable.id as string,
    label: variable.label || variable.name,
    name: variable.name,
  });
  return (
    <section className="indicators-attached" aria-label={t('columns.questions')}>
      <h3>{t('columns.questions')}</h3>
      {attached.length === 0 ? <p className="indicators-note">{t('inspector.noQuestions')}</p> : null}
      <ul>
        {attached.map((variable) => (
          <li key={variable.id}>
            <b
              className={`indicators-mark indicators-chip-${roleTone(variable.role)}`}
              title={t(`common:roles.${variable.role}`)}
            >
              {t(`roleMarks.${roleTone(variable.role)}`)}
            </b>
            <span title={variable.label}>{shortLabel(variable)}</span>
            <Button
              type="text"
              size="small"
              aria-label={t('chip.detach', { name: variable.label || variable.name })}
              icon={<CloseOutlined />}
              onClick={() => void project.actions.attach([{ variable, indicatorId: null }])}
            />
          </li>
        ))}
      </ul>
      {free.length > 0 ? (
        <Select
          className="indicators-picker"
          aria-label={t('inspector.attach')}
          placeholder={t('inspector.attach')}
          value={null}
          showSearch={{
            filterOption: (text, entry) =>
              `${String(entry?.label ?? '')} ${String((entry as { name?: string } | undefined)?.name ?? '')}`
                .toLowerCase()
                .includes(text.toLowerCase()),
          }}
          popupMatchSelectWidth={360}
          options={free.map(option)}
          onChange={(id: string | null) => {
            const variable = free.find((one) => one.id === id);
            if (variable) void project.actions.attach([{ variable, indicatorId: node.indicator.id }]);
          }}
        />
      ) : null}
    </section>
  );
}

/** The selected indicator: its words, the questions that measure it, and the weights of its group. */
export function IndicatorInspector({ project, node, projectName }: InspectorProps) {
  const isLeaf = node !== null && node.children.length === 0;
  const parent =
    node === null
      ? null
      : isLeaf
        ? (project.tree.byId.get(node.indicator.parentId ?? node.indicator.id) ?? null)
        : node;
  const parentId = isLeaf ? node.indicator.parentId : (node?.indicator.id ?? null);
  const group = parentId === null ? project.tree.roots : (parent?.children ?? []);
  return (
    <div className="indicators-inspector">
      {node ? <Words key={`words ${node.indicator.id}`} project={project} node={node} /> : null}
      {isLeaf ? <AttachedQuestions project={project} node={node} /> : null}
      {group.length > 0 ? (
        <WeightsEditor
          key={`weights ${parentId ?? 'root'}`}
          project={project}
          parentId={parentId}
          parentName={parentId === null ? projectName : (parent?.indicator.name ?? '')}
          items={group.map((child) => child.indicator)}
        />
      ) : null}
    </div>
  );
}
