import { expect, test } from 'vitest';
import { offeredReasons } from '../../../renderer/features/data/exclusionReason.ts';
import english from '../../../resources/locales/en/data.json' with { type: 'json' };
import chinese from '../../../resources/locales/zh-CN/data.json' with { type: 'json' };
import { exclusionReasons } from '../../../shared/model/exclusionReasons.ts';

test('the reasons the window offers have the same words in reports and exported files', () => {
  expect(Object.keys(exclusionReasons).toSorted()).toEqual([...offeredReasons].toSorted());
  for (const code of offeredReasons)
    expect(exclusionReasons[code]).toEqual({ zh: chinese.reasons[code], en: english.reasons[code] });
});
