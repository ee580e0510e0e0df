import { savFormatCodes } from '../../../shared/importing/savFile.ts';
import type {
  SavColumn,
  SavFile,
  SavFormat,
  SavFormatName,
  SavMissing,
  SavValueLabel,
  SavVariable,
} from '../../../shared/importing/savFile.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import type { RunControl } from '../../../shared/model/runControl.ts';
import { NoticeList } from '../noticeList.ts';
import { PorReader } from './porRecords.ts';
import type { ReadSavOptions } from './readSav.ts';
import { savLimits } from './savLimits.ts';
import { encodingOfName, guessEncoding, SavText } from './savText.ts';

/** A text as bytes until the encoding is known: nothing in a portable file states it. */
interface Draft {
  readonly name: Uint8Array;
  readonly width: number;
  readonly print: SavFormat;
  readonly write: SavFormat;
  label: Uint8Array | null;
  labels: readonly { readonly value: number | Uint8Array; readonly label: Uint8Array }[];
  missing: (number | Uint8Array)[];
  range: SavMissing['range'];
}

const formatNames = new Map<number, SavFormatName>(
  Object.entries(savFormatCodes).map(([name, code]) => [code, name as SavFormatName]),
);
/** SPSS itself writes the formats of dates and times with this added to their codes. */
const dateShift = 82;
const most = 1_000_000;
/** Texts are kept as bytes until all are read: each is an object. */
const mostTextCells = 5_000_000;

function formatOf(reader: PorReader, width: number): SavFormat {
  const code = reader.integer(255);
  const format = { width: reader.integer(40_000), decimals: reader.integer(255) };
  const name = formatNames.get(code) ?? formatNames.get(code - dateShift);
  return { ...format, name: name ?? (width > 0 ? 'A' : 'F') };
}

const damaged = (reader: PorReader, what: string): InputError =>
  new InputError('sav.recordDamaged', { offset: reader.offset, what });

interface Dictionary {
  readonly drafts: Draft[];
  product: string;
  weight: Uint8Array | null;
  documents: readonly Uint8Array[];
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Records up to 'F', after which the data stand. */
function readDictionary(reader: PorReader): Dictionary {
  const dictionary: Dictionary = { drafts: [], product: '', weight: null, documents: [] };
  const { drafts } = dictionary;
  const last = (): Draft => {
    const draft = drafts.at(-1);
    if (!draft) throw damaged(reader, 'variable');
    return draft;
  };
  const valueFor = (draft: Draft): number | Uint8Array => (draft.width > 0 ? reader.text() : reader.number());
  let labelled = 0;
  for (;;) {
    const at = reader.offset;
    const letter = reader.letter();
    switch (letter) {
      case '1':
        dictionary.product = ascii(reader.text());
        break;
      case '2':
      case '3':
        reader.text();
        break;
      case '4':
      case '5':
        reader.integer(most);
        break;
      case '6':
        dictionary.weight = reader.text();
        break;
      case '7': {
        const width = reader.integer(savLimits.textWidth);
        const name = reader.text();
        const print = formatOf(reader, width);
        const write = formatOf(reader, width);
        drafts.push({ name, width, print, write, label: null, labels: [], missing: [], range: null });
        if (drafts.length > savLimits.variables)
          throw new InputError('sav.tooManyVariables', { limit: savLimits.variables, offset: at });
        break;
      }
      case '8':
        last().missing.push(valueFor(last()));
        break;
      case '9':
        last().range = { low: null, high: reader.number() };
        break;
      case 'A':
        last().range = { low: reader.number(), high: null };
        break;
      case 'B':
        last().range = { low: reader.number(), high: reader.number() };
        break;
      case 'C':
        last().label = reader.text();
        break;
      case 'D': {
        const names = new Set(Array.from({ length: reader.integer(savLimits.variables) }, () => ascii(reader.text())));
        const own = drafts.filter((draft) => names.has(ascii(draft.name)));
        const [first] = own;
        if (!first || own.some((draft) => draft.width > 0 !== first.width > 0)) throw damaged(reader, 'labels');
        const count = reader.integer(savLimits.valueLabels);
        labelled += count * own.length;
        if (labelled > savLimits.valueLabels)
          throw new InputError('sav.tooManyLabels', { limit: savLimits.valueLabels, offset: at });
        const labels: { value: number | Uint8Array; label: Uint8Array }[] = [];
        for (let i = 0; i < count; i++) labels.push({ value: valueFor(first), label: reader.text() });
        for (const draft of own) draft.labels = labels;
        break;
      }
      case 'E': {
        const lines: Uint8Array[] = [];
        for (let left = reader.integer(most); left > 0; left--) lines.push(reader.text());
        dictionary.documents = lines;
        break;
      }
      case 'F':
        return dictionary;
      case '':
        throw new InputError('sav.truncated', { offset: at, what: 'data' });
      default:
        throw new InputError('sav.unknownRecord', { offset: at, type: letter.replace(/[^\x21-\x7e]/g, '?') });
    }
  }
}

/** Values by variable; texts as bytes. */
function readValues(
  reader: PorReader,
  drafts: readonly Draft[],
  control: RunControl,
): { readonly values: readonly (number | Uint8Array)[][]; readonly rowCount: number } {
  const values: (number | Uint8Array)[][] = drafts.map(() => []);
  const texts = drafts.filter((draft) => draft.width > 0).length;
  let rowCount = 0;
  while (!reader.atEnd()) {
    if ((rowCount & 0xfff) === 0) {
      control.throwIfCancelled();
      control.report(reader.offset, reader.length, 'read');
    }
    rowCount++;
    if (rowCount * drafts.length > savLimits.cells || rowCount * texts > mostTextCells)
      throw new InputError('sav.tooManyCells', {
        limit: rowCount * texts > mostTextCells ? mostTextCells : savLimits.cells,
        variables: drafts.length,
        offset: reader.offset,
      });
    drafts.forEach((draft, i) => values[i]!.push(draft.width > 0 ? reader.text() : reader.number()));
  }
  return { values, rowCount };
}

/**
 * Reads an SPSS portable file (.por): lines of 80 bytes, numbers in base 30, texts with their length before them.
 * Written after the GNU PSPP developers' manual, "Portable File Format"; checked against R haven (tests/golden/oracle) and PSPP.
 * What a portable file cannot say (measure, long names, sets) is 'unknown' or absent.
 * @throws InputError sav.*, with offsets that leave line ends out; workbook.tooLarge; CancelledError
 */
export function readPor(bytes: Uint8Array, options: ReadSavOptions = {}, control: RunControl = uncontrolled): SavFile {
  if (bytes.length > savLimits.fileBytes)
    throw new InputError('workbook.tooLarge', { limitMB: Math.round(savLimits.fileBytes / 1048576) });
  const reader = new PorReader(bytes);
  reader.skip(1);
  const [creationDate, creationTime] = [ascii(reader.text()), ascii(reader.text())];
  const { drafts, product, weight, documents } = readDictionary(reader);
  if (drafts.length === 0) throw new InputError('sav.noVariables');
  const { values, rowCount } = readValues(reader, drafts, control);

  const notices = new NoticeList();
  const words = drafts.flatMap((draft) => [
    draft.label ?? new Uint8Array(0),
    ...draft.labels.map(({ label }) => label),
  ]);
  const cells = values.flatMap((column) => column.filter((value) => typeof value !== 'number'));
  const stated = options.encoding ? encodingOfName(options.encoding) : null;
  if (options.encoding && !stated)
    throw new InputError('sav.encoding', { encoding: options.encoding.slice(0, 40), offset: 0 });
  const guessed = stated ? null : guessEncoding([...words, ...cells, ...documents], null);
  if (guessed !== null) notices.add('sav.encodingGuessed', '', '', { encoding: guessed });
  const encoding = stated ?? guessed ?? 'windows-1252';
  const decoder = new SavText(encoding, (text) =>
    notices.add('sav.badName', '', '', { text: text.slice(0, 40), encoding }),
  );
  const decoded = (piece: Uint8Array): string => decoder.decode(piece);

  const seen = new Set<string>();
  const variables = drafts.map((draft): SavVariable => {
    const name = decoded(draft.name);
    if (name === '' || seen.has(name.toLowerCase()))
      throw new InputError('sav.recordDamaged', { offset: 0, what: `variable ${name}` });
    seen.add(name.toLowerCase());
    const plain = (value: number | Uint8Array): number | string => (typeof value === 'number' ? value : decoded(value));
    return {
      name,
      label: draft.label ? decoded(draft.label) : '',
      type: draft.width > 0 ? 'text' : 'number',
      width: draft.width,
      print: draft.print,
      write: draft.write,
      measure: 'unknown',
      alignment: draft.width > 0 ? 'left' : 'right',
      displayWidth: 0,
      valueLabels: draft.labels.map(
        ({ value, label }): SavValueLabel => ({ value: plain(value), label: decoded(label) }),
      ),
      missing: { values: draft.missing.map(plain), range: draft.range },
      attributes: {},
    };
  });
  const columns = values.map(
    (column, i): SavColumn =>
      drafts[i]!.width > 0
        ? column.map((value) => (typeof value === 'number' ? '' : decoded(value)))
        : Float64Array.from(column, (value) => (typeof value === 'number' ? value : Number.NaN)),
  );
  return {
    fileLabel: '',
    product,
    creationDate,
    creationTime,
    compression: 'none',
    encoding,
    documents: documents.map(decoded),
    variables,
    multipleResponseSets: [],
    weight: weight && seen.has(decoded(weight).toLowerCase()) ? decoded(weight) : null,
    attributes: {},
    rowCount,
    notices: notices.toArray(),
    columns,
  };
}
