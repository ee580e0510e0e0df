import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { Glossary } from './Glossary.tsx';
import { MethodNotes } from './MethodNotes.tsx';
import { closeHelp, type HelpTab, helpTabs, showHelpTab, useHelp } from './openHelp.ts';
import { Shortcuts } from './Shortcuts.tsx';
import './help.css';

const views = { steps: FirstSteps, keys: Shortcuts, terms: Glossary, methods: MethodNotes };

/** F1: the way through the work, keys, terms and methods. */
export default function HelpDialog() {
  const { t } = useTranslation('help');
  const tab = useHelp((state) => state.tab);
  return (
    <Dialog
      open
      quick
      width={920}
      title={t('title')}
      footer={null}
      onCancel={closeHelp}
      className="help-modal"
      centered
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => showHelpTab(key as HelpTab)}
        items={helpTabs.map((key) => {
          const View = views[key];
          return { key, label: t(`tabs.${key}`), children: <View /> };
        })}
      />
    </Dialog>
  );
}
