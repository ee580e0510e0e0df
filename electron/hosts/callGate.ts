import { methods } from '../../shared/contract/methods.ts';
import { type CallMessage, type CallReply, messageCap } from '../../shared/contract/wire.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { HostPorts } from '../services/ports.ts';
import { describeBug, toWire } from '../services/toWire.ts';
import type { Services } from '../services/types.ts';
import type { EventLog } from './eventLog.ts';

/** The one door from windows to services: checks the message's form, keeps running calls so that they can be cancelled, turns errors into codes. */
export interface CallGate {
  /** Never rejects. bytes: size of the message where the transport knows it, else it is estimated. */
  call(message: unknown, bytes?: number): Promise<CallReply>;
  cancel(callId: unknown): void;
  cancelAll(): void;
}

const callIdPattern = /^[\w:.-]{1,80}$/;

export interface CallGateOptions {
  readonly services: Services;
  readonly events: EventLog;
  readonly log: HostPorts['log'];
  readonly reportProgress: (callId: string, done: number, total: number, phase: string) => void;
}

export function createCallGate({ services, events, log, reportProgress }: CallGateOptions): CallGate {
  const running = new Map<string, AbortController>();

  async function run(message: CallMessage): Promise<unknown> {
    if (running.has(message.callId)) throw new AppError('call.badForm', { part: 'callId' });
    const controller = new AbortController();
    running.set(message.callId, controller);
    try {
      return await services.call(message.method, message.input, {
        callId: message.callId,
        signal: controller.signal,
        report: (done, total, phase) => reportProgress(message.callId, done, total, phase),
      });
    } catch (error) {
      if (controller.signal.aborted && isAbort(error)) throw new CancelledError();
      throw error;
    } finally {
      running.delete(message.callId);
    }
  }

  return {
    async call(message, bytes) {
      try {
        const output = await run(checkedMessage(message, bytes));
        return { ok: true, output, lastEvent: events.last() };
      } catch (error) {
        return {
          ok: false,
          error: toWire(error, (id, bug) => log('bug', { id, ...describeBug(bug) })),
          lastEvent: events.last(),
        };
      }
    },
    cancel(callId) {
      if (typeof callId === 'string') running.get(callId)?.abort();
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort();
    },
  };
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** @throws AppError 'call.badForm', 'call.unknownMethod', 'call.tooLarge' */
function checkedMessage(message: unknown, bytes: number | undefined): CallMessage {
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    throw new AppError('call.badForm', { part: 'message' });
  const { callId, method, input, ...rest } = message as Record<string, unknown>;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) throw new AppError('call.badForm', { part: extra.slice(0, 80) });
  if (typeof callId !== 'string' || !callIdPattern.test(callId)) throw new AppError('call.badForm', { part: 'callId' });
  if (typeof method !== 'string' || !Object.hasOwn(methods, method))
    throw new AppError('call.unknownMethod', { method: String(method).slice(0, 80) });
  const cap = messageCap(method);
  if ((bytes ?? roughSize(input, cap)) > cap) throw new AppError('call.tooLarge', { megabytes: cap / (1024 * 1024) });
  return { callId, method, input };
}

/** About the size of a value as JSON in bytes; stops counting beyond the cap, so a huge value costs no more than one at the cap. */
function roughSize(value: unknown, cap: number): number {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && size <= cap) {
    const one = open.pop();
    size += 8;
    if (typeof one === 'string') size += one.length;
    else if (ArrayBuffer.isView(one)) size += one.byteLength;
    else if (one instanceof ArrayBuffer) size += one.byteLength;
    else if (Array.isArray(one)) {
      // A sparse or giant array must not be copied onto the stack before it is counted.
      size += one.length;
      if (size <= cap) for (const item of one) open.push(item);
    } else if (typeof one === 'object' && one !== null) {
      for (const [key, item] of Object.entries(one)) {
        size += key.length;
        open.push(item);
      }
    }
  }
  return size;
}
