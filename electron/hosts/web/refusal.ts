/** A request that is answered with a status and a constant body only. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 405 | 411 | 413;

  constructor(status: Refusal['status']) {
    super(`refused ${status}`);
    this.name = 'Refusal';
    this.status = status;
  }
}

export const refusalTexts: Readonly<Record<Refusal['status'], string>> = {
  400: 'bad request',
  403: 'forbidden',
  404: 'not found',
  405: 'method not allowed',
  411: 'length required',
  413: 'too large',
};
