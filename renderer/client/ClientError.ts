import type { ErrorKind, WireError } from '../../shared/contract/errors.ts';
import type { Bilingual } from '../../shared/model/text.ts';

/** A method that did not succeed. `sentence` is for the user, in both languages; `kind` 'cancelled' is shown to nobody. */
export class ClientError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly sentence: Bilingual;
  readonly details: WireError['details'];

  constructor(error: WireError) {
    super(`${error.code}: ${error.message.en}`);
    this.name = 'ClientError';
    this.kind = error.kind;
    this.code = error.code;
    this.sentence = error.message;
    this.details = error.details;
  }
}

/** The host ended, or this window was never let in: only a new start helps. */
export const hostEnded = (): ClientError =>
  new ClientError({
    kind: 'expected',
    code: 'host.ended',
    message: {
      zh: '程序已经结束，或者打开的链接已经失效。此前记录的更改都在；此后在这个窗口里写的没有保存，请先复制出来。然后重新启动程序，打开它给出的新地址。',
      en: 'The program has ended, or the link that was opened is no longer valid. Changes kept before are safe; what was written in this window since is not saved, so copy it first. Then start the program again and open the new address it gives.',
    },
    details: {},
  });

/** The host could not be reached this once. */
export const hostUnreachable = (): ClientError =>
  new ClientError({
    kind: 'expected',
    code: 'host.unreachable',
    message: {
      zh: '暂时连接不上本机的程序，请稍后再试。',
      en: 'The program on this computer cannot be reached at the moment. Try again shortly.',
    },
    details: {},
  });
