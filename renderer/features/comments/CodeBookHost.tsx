import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Radio, Tooltip } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { codesAsCsv, codesFromText } from '../../../shared/importing/commentCodeTable.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { leafIndicators } from '../../components/IndicatorSelect.tsx';
import { inputSentence } from '../../components/inputSentence.ts';
import { chooseTextFile, saveTextFile } from '../../components/textFile.ts';
import { useDraft } from '../../components/useDraft.ts';
import { type BookParts, type CodeBook, codeBookOf, makesIndicatorCodes, settingOf } from './codeBookSource.ts';
import {
  changed,
  type CodeDraft,
  draftOfMade,
  emptyDraft,
  merged,
  moved,
  nextKey,
  problemsOf,
  usableCodes,
  withWord,
} from './codeDrafts.ts';
import { CodeTable } from './CodeTable.tsx';
import { CommentsPane, commentsOfPage, type Shown } from './CommentsPane.tsx';
import { closeCodeBook, useCodeBook } from './openCodeBook.ts';
import { useCodeDrafts } from './useCodeDrafts.ts';
import { useComments } from './useComments.ts';
import { WordOffers } from './WordOffers.tsx';
import './comments.css';

function WordsField({
  label,
  hint,
  value,
  onCommit,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  onCommit(text: string): void;
}) {
  const id = useId();
  const [text, setText] = useDraft(value);
  return (
    <div className="comments-words-field">
      <label htmlFor={id} title={hint}>
        {label}
      </label>
      <Input.TextArea
        id={id}
        rows={3}
        value={text}
        placeholder={hint}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== value) onCommit(text);
        }}
      />
    </div>
  );
}

/** Where changes of the code book are kept: with the project, or with one card. */
function useSaving(book: CodeBook, cardId: string | null) {
  const { entities } = useProject();
  const actions = useProjectActions();
  const putOptions = (card: AnalysisCard, options: AnalysisCard['options']): void =>
    void actions.apply({ type: 'card.put', card: { ...card, options } as never });
  return {
    save: (part: Partial<BookParts>): void => {
      if (book.card) putOptions(book.card, { ...book.card.options, ...part } as AnalysisCard['options']);
      else
        void actions.apply({
          type: 'settings.set',
          ...(Object.fromEntries(
            Object.entries(part).map(([name, value]) => [settingOf[name as keyof BookParts], value]),
          ) as Record<string, never>),
        });
    },
    keepApart: (apart: boolean): void => {
      const card = cardId === null ? undefined : entities.card.get(cardId);
      if (!card) return;
      const { codes, userWords, stopWords } = book;
      putOptions(card, apart ? ({ ...book.others, codes, userWords, stopWords } as never) : book.others);
    },
    setOther: (name: string, value: boolean): void => {
      const card = cardId === null ? undefined : entities.card.get(cardId);
      if (card) putOptions(card, { ...card.options, [name]: value } as never);
    },
  };
}

/** The code book of the open comments: codes at the left, what they find at the right, what the rest speaks of beneath. Every change is saved at once. */
function CodeBookDialog({ cardId, question }: { readonly cardId: string | null; readonly question: string }) {
  const { t } = useTranslation('comments');
  const locale = useLocale();
  const client = useClient();
  const { entities } = useProject();
  const { reportDone, reportError } = useReport();
  const book = codeBookOf(entities, cardId);
  const { save, keepApart, setOther } = useSaving(book, cardId);
  const { drafts, type, commit } = useCodeDrafts(book.codes, (codes) => save({ codes }));
  const [selected, setSelected] = useState<number | null>(drafts[0]?.key ?? null);
  const [show, setShow] = useState<Shown>(drafts.length > 0 ? 'code' : 'uncoded');
  const [word, setWord] = useState('');
  const [page, setPage] = useState(1);
  const [joinSelected, setJoinSelected] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const table = useRef<HTMLDivElement | null>(null);

  const { codes, places } = usableCodes(drafts);
  const chosenRow = drafts.findIndex((draft) => draft.key === selected);
  const chosenPlace = places[chosenRow] ?? -1;
  const shown: Shown = show === 'code' && chosenPlace < 0 ? 'uncoded' : show;
  const { read, current } = useComments({
    request: {
      analysis: 'text.comments',
      inputs: { question },
      options: { ...book.others, codes, userWords: book.userWords, stopWords: book.stopWords } as never,
    },
    show: shown === 'code' ? chosenPlace : shown,
    word: word.trim() === '' ? null : word.trim(),
    from: (page - 1) * commentsOfPage,
    count: commentsOfPage,
  });
  const counted = new Map(read?.codes.filter((code) => code.own).map((code) => [code.name, code.comments]));
  const counts = drafts.map((_, row) => (places[row]! < 0 ? null : (counted.get(codes[places[row]!]!.name) ?? null)));
  const made = read?.codes.filter((code) => !code.own) ?? [];

  const select = (key: number): void => {
    if (key === selected && show === 'code') return;
    setSelected(key);
    setShow('code');
    setPage(1);
  };
  /** To the name of a row, once it is there. */
  const focusRow = (place: number): void =>
    void requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`[data-place="${place}"] [data-field="name"]`)?.focus(),
    );
  const add = (draft: CodeDraft): void => {
    commit([...drafts, draft]);
    select(draft.key);
    focusRow(drafts.length);
  };
  const take = (offered: string): void => {
    if (joinSelected && selected !== null && chosenRow >= 0) commit(withWord(drafts, selected, offered));
    else add(emptyDraft(nextKey(drafts), offered));
  };
  const openFile = async (): Promise<void> => {
    const file = await chooseTextFile('.csv,.tsv,.txt,text/csv,text/plain');
    if (!file) return;
    try {
      const idOf = new Map(leafIndicators(entities.indicator).map(({ id, name }) => [name, id]));
      const taken = codesFromText(file.text).map((code) => ({
        ...code,
        indicator: code.indicator === null ? null : (idOf.get(code.indicator) ?? code.indicator),
      }));
      setRefusal(null);
      const next = merged(drafts, taken);
      commit(next);
      if (chosenRow < 0 && next[0]) select(next[0].key);
      reportDone(t('imported', { count: taken.length }));
    } catch (error) {
      setRefusal(inputSentence(error, locale));
    }
  };
  const saveFile = async (): Promise<void> => {
    const nameOf = (indicator: string): string => entities.indicator.get(indicator)?.name ?? indicator;
    const text = codesAsCsv(codes, nameOf, locale);
    if (await saveTextFile(client, `${t('fileName')}.csv`, text, 'text/csv')) reportDone(t('exported'));
  };

  return (
    <Dialog
      open
      quick
      width="min(1480px, 97vw)"
      style={{ top: 24 }}
      title={t('title')}
      onCancel={closeCodeBook}
      footer={null}
      keyboard
      destroyOnHidden
    >
      <div className="comments-book">
        <section className="comments-left" aria-label={t('codes')} ref={table}>
          <div className="comments-tools">
            <Button
              type="primary"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add(emptyDraft(nextKey(drafts)))}
            >
              {t('add')}
            </Button>
            <Button size="small" onClick={() => void openFile().catch(reportError)}>
              {t('import')}
            </Button>
            <Button size="small" disabled={codes.length === 0} onClick={() => void saveFile().catch(reportError)}>
              {t('export')}
            </Button>
            {cardId === null ? null : (
              <Radio.Group
                size="small"
                className="comments-scope"
                optionType="button"
                aria-label={t('scope')}
                value={book.card ? 'own' : 'project'}
                options={[
                  { value: 'project', label: t('scopeProject') },
                  { value: 'own', label: t('scopeOwn') },
                ]}
                onChange={(event) => keepApart(event.target.value === 'own')}
              />
            )}
          </div>
          {refusal ? (
            <p className="comments-problem" role="alert">
              {refusal}
            </p>
          ) : null}
          <div className="comments-scroll">
            {drafts.length === 0 ? <p className="comments-empty">{t('empty')}</p> : null}
            {drafts.length > 0 ? (
              <CodeTable
                drafts={drafts}
                problems={problemsOf(drafts)}
                counts={counts}
                selected={selected}
                indicators={entities.indicator}
                onSelect={select}
                onType={(key, part) => type(changed(drafts, key, part))}
                onDone={() => commit(drafts)}
                onSet={(key, part) => commit(changed(drafts, key, part))}
                onMove={(key, by) => commit(moved(drafts, key, by))}
                onRemove={(key) => commit(drafts.filter((draft) => draft.key !== key))}
                onAdd={() => add(emptyDraft(nextKey(drafts)))}
              />
            ) : null}
            {cardId === null && made.length === 0 ? null : (
              <div className="comments-made">
                {cardId === null ? (
                  <span>{t('made')}</span>
                ) : (
                  <Checkbox
                    checked={makesIndicatorCodes(book.others)}
                    onChange={(event) => setOther('indicatorCodes', event.target.checked)}
                  >
                    {t('made')}
                  </Checkbox>
                )}
                <ul>
                  {made.map((code) => (
                    <li key={code.name}>
                      <Tooltip title={t('madeOf', { words: code.any.join(t('wordSeparator')) })}>
                        <Button size="small" onClick={() => add(draftOfMade(code, nextKey(drafts)))}>
                          {code.name} <small>{code.comments.toLocaleString('en-US')}</small>
                        </Button>
                      </Tooltip>
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          <div className="comments-words">
            <WordsField
              label={t('userWords')}
              hint={t('userWordsHint')}
              value={book.userWords}
              onCommit={(userWords) => save({ userWords })}
            />
            <WordsField
              label={t('stopWords')}
              hint={t('stopWordsHint')}
              value={book.stopWords}
              onCommit={(stopWords) => save({ stopWords })}
            />
          </div>
        </section>
        <div className="comments-right">
          <CommentsPane
            read={read}
            waiting={!current}
            show={shown}
            code={chosenPlace < 0 ? null : { name: codes[chosenPlace]!.name, colour: codes[chosenPlace]!.colour }}
            word={word}
            page={page}
            onShow={(next) => {
              setShow(next);
              setPage(1);
            }}
            onWord={(next) => {
              setWord(next);
              setPage(1);
            }}
            onPage={setPage}
          />
          <WordOffers
            words={read?.words ?? null}
            join={joinSelected}
            canJoin={chosenRow >= 0}
            onJoin={setJoinSelected}
            onTake={take}
          />
        </div>
      </div>
    </Dialog>
  );
}

/** The code book that is open, over whatever room is shown. */
export default function CodeBookHost() {
  const { t } = useTranslation('comments');
  const open = useCodeBook((state) => state.open);
  const { entities } = useProject();
  if (!open) return null;
  const cardId = open === 'project' ? null : open.cardId;
  const { question } = codeBookOf(entities, cardId);
  if (question !== null) return <CodeBookDialog key={cardId} cardId={cardId} question={question} />;
  return (
    <Dialog open title={t('title')} onCancel={closeCodeBook} footer={null}>
      <p>{t('noQuestion')}</p>
    </Dialog>
  );
}
