import { useDeferredValue } from 'react';
import { FormDialog } from './FormDialog.tsx';
import { LogDialog } from './LogDialog.tsx';
import { closeCleaning, useCleaning } from './openCleaning.ts';
import { RulesDialog } from './RulesDialog.tsx';
import { WeightsDialog } from './WeightsDialog.tsx';
import './cleaning.css';

/** The cleaning dialog that is open, over whatever room is shown. */
export default function CleaningHost() {
  // Drawn in pieces, between which the window goes on.
  const open = useDeferredValue(
    useCleaning((state) => state.open),
    null,
  );
  if (!open) return null;
  const { kind, variableIds } = open;
  if (kind === 'rules') return <RulesDialog onClose={closeCleaning} />;
  if (kind === 'log') return <LogDialog onClose={closeCleaning} />;
  if (kind === 'weights') return <WeightsDialog key="weights" initialIds={variableIds} onClose={closeCleaning} />;
  return <FormDialog key={kind} kind={kind} initialIds={variableIds} onClose={closeCleaning} />;
}
