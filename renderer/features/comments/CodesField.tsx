import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../app/projectStore.ts';
import { codeBookOf } from './codeBookSource.ts';
import { type CodeBookOf, openCodeBook } from './openCodeBook.ts';
import './codesField.css';

/** The names of the codes in use, and the way to their code book. */
export function CodesField({ book }: { readonly book: CodeBookOf }) {
  const { t } = useTranslation('comments');
  const { entities } = useProject();
  const { codes } = codeBookOf(entities, book === 'project' ? null : book.cardId);
  return (
    <div className="comments-field">
      <span className="comments-field-title">{t('title')}</span>
      <span className="comments-field-codes">
        {codes.length === 0
          ? t('noCodes')
          : t('someCodes', { count: codes.length, names: codes.map(({ name }) => name).join(t('wordSeparator')) })}
      </span>
      <Button size="small" icon={<EditOutlined />} onClick={() => openCodeBook(book)}>
        {t('edit')}
      </Button>
    </div>
  );
}
