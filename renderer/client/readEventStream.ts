/**
 * Reads a text/event-stream body to its end. Only what our host writes: `event:` and `data:` on one line each, comments as heartbeat.
 *
 * EventSource is not used because it cannot carry the header token.
 *
 * @throws whatever the stream throws when the connection breaks
 */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  onEvent: (name: string, data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    pending += decoder.decode(value, { stream: true });
    let end = pending.indexOf('\n\n');
    while (end >= 0) {
      const block = pending.slice(0, end);
      pending = pending.slice(end + 2);
      deliver(block, onEvent);
      end = pending.indexOf('\n\n');
    }
  }
}

function deliver(block: string, onEvent: (name: string, data: string) => void): void {
  let name = 'message';
  let data: string | null = null;
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7);
    else if (line.startsWith('data: ')) data = line.slice(6);
  }
  if (data !== null) onEvent(name, data);
}
