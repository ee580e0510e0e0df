import type { Client } from '../client/createClient.ts';
import { base64Of } from './figureImage.ts';

/** A text file the user chooses; null when the choice is given up. */
export function chooseTextFile(accept: string): Promise<{ readonly name: string; readonly text: string } | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) resolve(null);
      else file.text().then((text) => resolve({ name: file.name, text }), reject);
    });
    input.click();
  });
}

/** Gives a text to the user as a file. @returns false when the user gave it up */
export async function saveTextFile(client: Client, name: string, text: string, type: string): Promise<boolean> {
  const stored = await client.call('files.store', { name, base64: await base64Of(new Blob([text], { type })) });
  return client.saveFile(stored.file, name);
}
