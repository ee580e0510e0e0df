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
      zh: '程序已经结束，或者打开的链接已经失效。数据都已保存：请重新启动程序，并打开它给出的新地址。',
      en: 'The program has ended, or the link that was opened is no longer valid. All data is saved: start the program again and open the new address it gives.',
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
